package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.State;
import org.cmrgan.run.Seeds;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A generation as in the E-GAN authors' code, without anything shared: each child alone draws its images anew from the same
 * latent vectors, has its own passes through discriminator and generator, and is judged with a gradient of its own of the
 * real images. One survivor; the discriminator has no batch norm, no augmentation and no mixup, so that a second
 * implementation stays short enough to be read.
 */
final class ReferenceScheme implements AutoCloseable {
	/** Keys that leave out what this does not do. */
	static final List<String> KEYS = List.of("mixup", "0", "augment", "none", "differentiable", "none", "batchnorm",
			"false", "survivors", "1");

	private final EGanConfig config;
	private final PatchSet real;
	private final Seeds seeds;
	private final String name;
	private final AdversarialGraph generator;
	private final AdversarialGraph discriminator;
	private List<float[]> images;

	ReferenceScheme(final EGanConfig config, final PatchSet real, final String name, final Seeds seeds,
			final AdversarialGraph generator, final AdversarialGraph discriminator) {
		this.config = config;
		this.real = real;
		this.seeds = seeds;
		this.name = name;
		this.generator = generator;
		this.discriminator = discriminator;
		images = Tensors.toPixels(generator.output(latents("judge", 0, config.evaluations())));
	}

	private INDArray latents(final String who, final long step, final int count) {
		return Latents.of(count, config.latent(), seeds.random(name + "." + who, step));
	}

	/** @return quality and diversity of each mutation's child, in their order */
	List<Fitness> step(final long step) {
		for (int k = 0; k < config.criticSteps(); k++) {
			final var random = seeds.random(name + ".critic" + k, step);
			final List<float[]> input = new ArrayList<>(Draws.pick(real.pixels(), config.batch(), random));
			input.addAll(Draws.pick(images, config.batch(), random));
			final float[] s = logits(input);
			final float[] slope = new float[s.length];
			for (int i = 0; i < s.length; i++)
				slope[i] = (float) (Logits.crossEntropySlope(s[i], i < config.batch() ? 1 : 0) / s.length);
			discriminator.backward(column(slope), false, true);
			discriminator.step();
		}
		final State parent = generator.state();
		final List<Fitness> out = new ArrayList<>();
		State best = parent;
		for (final Mutation mutation : config.mutations()) {
			generator.restore(parent);
			mutate(mutation, step);
			final INDArray judged = generator.output(latents("judge", step, config.evaluations()));
			final List<float[]> fakes = Tensors.toPixels(judged);
			final Fitness fitness = judge(fakes, step);
			if (out.stream().allMatch(f -> f.compareTo(fitness) < 0)) {
				if (best != parent) best.close();
				best = generator.state();
				images = fakes;
			}
			out.add(fitness);
		}
		generator.restore(best);
		best.close();
		if (!config.mutations().isEmpty() && best != parent) parent.close();
		return out;
	}

	private void mutate(final Mutation mutation, final long step) {
		final INDArray fakes = generator.forward(latents("mutate0", step, config.batch()));
		final float[] s = discriminator.forward(fakes).dup('c').data().asFloat();
		final float[] slope = new float[s.length];
		for (int i = 0; i < s.length; i++) slope[i] = (float) (mutation.slope(s[i]) / s.length);
		generator.backward(discriminator.backward(column(slope), true, false).orElseThrow(), false, true);
		generator.step();
	}

	private Fitness judge(final List<float[]> fakes, final long step) {
		final List<float[]> reals = Draws.pick(real.pixels(), Math.min(config.evaluations(), real.size()),
				seeds.random(name + ".judged", step));
		final INDArray onReal = gradient(logits(reals), 1).dup();
		final float[] s = logits(fakes);
		gradient(s, 0).addi(onReal);
		onReal.close();
		return new Fitness(Fitness.quality(s), Fitness.gradientDiversity(discriminator.gradientNorm()),
				config.gamma());
	}

	private INDArray gradient(final float[] s, final double target) {
		final float[] slope = new float[s.length];
		for (int i = 0; i < s.length; i++) slope[i] = (float) (Logits.crossEntropySlope(s[i], target) / s.length);
		discriminator.backward(column(slope), false, true);
		return discriminator.gradient();
	}

	private float[] logits(final List<float[]> of) {
		return discriminator.forward(Tensors.of(of, real.width(), real.height())).dup('c').data().asFloat();
	}

	private static INDArray column(final float[] values) {
		return Nd4j.createFromArray(Arrays.copyOf(values, values.length)).reshape('c', values.length, 1);
	}

	@Override
	public void close() {
		generator.close();
		discriminator.close();
	}
}
