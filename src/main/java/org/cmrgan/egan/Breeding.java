package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * How the children of a generation come about and are judged, at the least cost: the children of a parent come from the
 * same latent vectors, one forward pass of generator and discriminator and, where the discriminator treats images one by
 * one, one way back through both; the real images' share of the fitness gradient is taken once a generation.
 */
final class Breeding {
	private final EGanConfig config;
	private final PatchSet real;
	private final AdversarialGraph generator;
	private final AdversarialGraph discriminator;
	private final Critic critic;
	private final DiffAugment differentiable;
	private final Draws draws;

	Breeding(final EGanConfig config, final PatchSet real, final AdversarialGraph generator,
			final AdversarialGraph discriminator, final Draws draws) {
		this.config = config;
		this.real = real;
		this.generator = generator;
		this.discriminator = discriminator;
		this.draws = draws;
		critic = new Critic(discriminator, real);
		differentiable = new DiffAugment(config.differentiable(), real.width(), real.height());
	}

	/** One child per parent and mutation; leaves the generator in any state, and the discriminator as it was. */
	List<Child> children(final List<Survivor> parents, final long step) {
		try (INDArray judging = Latents.of(config.evaluations(), config.latent(), draws.of("judge", step))) {
			if (config.pairwiseDiversity()) return children(parents, step, judging, null);
			try (INDArray realGradient = realGradient(step)) {
				return children(parents, step, judging, realGradient);
			}
		}
	}

	private List<Child> children(final List<Survivor> parents, final long step, final INDArray judging,
			final INDArray realGradient) {
		final List<Child> children = new ArrayList<>();
		for (int p = 0; p < parents.size(); p++) {
			final Survivor parent = parents.get(p);
			generator.restore(parent.state());
			final List<INDArray> gradients = gradients(draws.of("mutate" + p, step));
			for (int m = 0; m < gradients.size(); m++) {
				if (m > 0) generator.restore(parent.state());
				generator.gradient().assign(gradients.get(m));
				if (config.batchNorm()) gradients.get(m).close();
				generator.step();
				final List<float[]> images = Latents.images(generator, judging);
				children.add(new Child(p, config.mutations().get(m), new Survivor(generator.state(), images),
						judge(images, realGradient)));
			}
		}
		return children;
	}

	/** By mutation: the gradient of its loss by the parameters of the generator as it is. */
	private List<INDArray> gradients(final RandomGenerator random) {
		final int batch = config.batch();
		final List<float[]> images;
		try (INDArray z = Latents.of(batch, config.latent(), random); INDArray made = generator.forward(z)) {
			images = Tensors.toPixels(made);
		}
		final List<DiffAugment.Transform> transforms = differentiable.draw(batch, random);
		final float[] s = critic.logits(differentiable.apply(images, transforms));
		final float[][] slopes = new float[config.mutations().size()][batch];
		for (int m = 0; m < slopes.length; m++)
			for (int i = 0; i < batch; i++) slopes[m][i] = (float) (config.mutations().get(m).slope(s[i]) / batch);
		final float[] ones = new float[batch];
		Arrays.fill(ones, 1);
		// Where the discriminator treats images one by one, mutations differ only in how much each image counts.
		if (!config.batchNorm()) try (INDArray error = imageGradient(ones, transforms)) {
			return generator.gradients(error, slopes);
		}
		final List<INDArray> out = new ArrayList<>();
		for (final float[] slope : slopes) try (INDArray error = imageGradient(slope, transforms)) {
			generator.backward(error, false, true);
			out.add(generator.gradient().dup());
		}
		return out;
	}

	private INDArray imageGradient(final float[] slope, final List<DiffAugment.Transform> transforms) {
		return Tensors.of(differentiable.transpose(critic.imageGradient(slope), transforms), real.width(),
				real.height());
	}

	/** The gradient of -E log D(x) over the judged real images, the same for all children. */
	private INDArray realGradient(final long step) {
		final List<float[]> images = Draws.pick(real.pixels(), Math.min(config.evaluations(), real.size()),
				draws.of("judged", step));
		return critic.parameterGradient(critic.logits(images), 1).dup();
	}

	private Fitness judge(final List<float[]> images, final INDArray realGradient) {
		final float[] s = critic.logits(images);
		final double quality = Fitness.quality(s);
		if (config.pairwiseDiversity()) return new Fitness(quality, Fitness.pairwiseDiversity(images), config.gamma());
		critic.parameterGradient(s, 0).addi(realGradient);
		return new Fitness(quality, Fitness.gradientDiversity(discriminator.gradientNorm()), config.gamma());
	}
}
