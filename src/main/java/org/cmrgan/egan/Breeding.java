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
 * one, one backward pass of it; the real images' share of the fitness gradient is taken once a generation.
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
		final INDArray judging = Latents.of(config.evaluations(), config.latent(), draws.of("judge", step));
		final INDArray realGradient = config.pairwiseDiversity() ? null : realGradient(step);
		final List<Child> children = new ArrayList<>();
		for (int p = 0; p < parents.size(); p++) {
			final Survivor parent = parents.get(p);
			generator.restore(parent.state());
			final List<INDArray> gradients = gradients(draws.of("mutate" + p, step));
			for (int m = 0; m < gradients.size(); m++) {
				if (m > 0) generator.restore(parent.state());
				try (INDArray gradient = gradients.get(m)) {
					generator.gradient().assign(gradient);
				}
				generator.step();
				final List<float[]> images = Tensors.toPixels(generator.output(judging));
				children.add(new Child(p, config.mutations().get(m), new Survivor(generator.state(), images),
						judge(images, realGradient)));
			}
		}
		return children;
	}

	/** By mutation: the gradient of its loss by the parameters of the generator as it is. */
	private List<INDArray> gradients(final RandomGenerator random) {
		final int batch = config.batch();
		final List<float[]> images = Tensors
				.toPixels(generator.forward(Latents.of(batch, config.latent(), random)));
		final List<DiffAugment.Transform> transforms = differentiable.draw(batch, random);
		final float[] s = critic.logits(differentiable.apply(images, transforms));
		final boolean separable = !config.batchNorm();
		final float[] ones = new float[batch];
		Arrays.fill(ones, 1);
		final List<float[]> perImage = separable ? imageGradient(ones, transforms) : List.of();
		final List<INDArray> out = new ArrayList<>();
		for (final Mutation mutation : config.mutations()) {
			final float[] slope = new float[batch];
			for (int i = 0; i < batch; i++) slope[i] = (float) (mutation.slope(s[i]) / batch);
			final List<float[]> gradient = separable ? scaled(perImage, slope) : imageGradient(slope, transforms);
			generator.backward(Tensors.of(gradient, real.width(), real.height()), false, true);
			out.add(generator.gradient().dup());
		}
		return out;
	}

	private List<float[]> imageGradient(final float[] slope, final List<DiffAugment.Transform> transforms) {
		return differentiable.transpose(critic.imageGradient(slope), transforms);
	}

	private static List<float[]> scaled(final List<float[]> images, final float[] factors) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < factors.length; i++) {
			final float[] image = images.get(i).clone();
			for (int j = 0; j < image.length; j++) image[j] *= factors[i];
			out.add(image);
		}
		return out;
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
