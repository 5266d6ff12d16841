/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.train.RandomStreams;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes and judges the children of a generation at the lowest cost. The children of a parent share their latent
 * vectors, one forward pass of generator and discriminator and, where the discriminator treats images independently,
 * one backward pass through both. The real images' part of the fitness gradient is computed once per generation.
 */
final class Breeding {
	private final EGanConfig config;
	private final PatchSet real;
	private final AdversarialGraph generator;
	private final AdversarialGraph discriminator;
	private final Critic critic;
	private final DiffAugment differentiable;
	private final RandomStreams draws;
	private final Latents latents;
	private final Optional<Anchor> anchor;
	private double held;

	/** @param anchor of every child, if the generator has one */
	Breeding(final EGanConfig config, final PatchSet real, final AdversarialGraph generator,
			final AdversarialGraph discriminator, final RandomStreams draws, final Optional<Anchor> anchor) {
		this.config = config;
		this.real = real;
		this.generator = generator;
		this.discriminator = discriminator;
		this.draws = draws;
		this.anchor = anchor;
		latents = Latents.of(generator.architecture());
		critic = new Critic(discriminator, real);
		differentiable = new DiffAugment(config.differentiable(), real.width(), real.height());
	}

	/**
	 * Makes one child per parent and mutation. Leaves the generator in an arbitrary state, and the discriminator
	 * unchanged.
	 */
	List<Child> children(final List<Survivor> parents, final long step) {
		try (INDArray judging = latents.draw(config.evaluations(), draws.of("judge", step))) {
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
				if (config.batchNorm() || anchor.isPresent()) gradients.get(m).close();
				generator.step();
				final List<float[]> images = Latents.images(generator, judging);
				children.add(new Child(p, config.mutations().get(m), new Survivor(generator.state(), images),
						judge(images, realGradient)));
			}
		}
		return children;
	}

	/** By mutation: the gradient of its loss plus the anchor's, with respect to the generator's parameters. */
	private List<INDArray> gradients(final RandomGenerator random) {
		if (anchor.isEmpty()) return adversarial(random);
		held = anchor.get().gradient(generator, Math.max(2, config.batch() / 2), random);
		try (INDArray byAnchor = generator.gradient().mul(config.anchor())) {
			final List<INDArray> out = new ArrayList<>();
			for (final INDArray gradient : adversarial(random))
				out.add(gradient.add(byAnchor.reshape(gradient.shape())));
			return out;
		}
	}

	private List<INDArray> adversarial(final RandomGenerator random) {
		final int batch = config.batch();
		final List<float[]> images;
		try (INDArray z = latents.draw(batch, random); INDArray made = generator.forward(z)) {
			images = Tensors.toPixels(made);
		}
		final List<DiffAugment.Transform> transforms = differentiable.draw(batch, random);
		final float[] s = critic.logits(differentiable.apply(images, transforms));
		final float[][] slopes = slopes(s);
		final float[] ones = new float[batch];
		Arrays.fill(ones, 1);
		// Where the discriminator treats images independently, mutations differ only in the weight of each image.
		if (!config.batchNorm()) try (INDArray error = tensor(imageGradient(ones, transforms))) {
			return generator.gradients(error, slopes);
		}
		final List<INDArray> out = new ArrayList<>();
		for (final float[] slope : slopes) try (INDArray error = tensor(imageGradient(slope, transforms))) {
			generator.backward(error, false, true);
			out.add(generator.gradient().dup());
		}
		return out;
	}

	/** By mutation: the derivative of its mean loss with respect to each logit. */
	private float[][] slopes(final float... s) {
		final float[][] slopes = new float[config.mutations().size()][s.length];
		for (int m = 0; m < slopes.length; m++)
			for (int i = 0; i < s.length; i++)
				slopes[m][i] = (float) (config.mutations().get(m).slope(s[i]) / s.length);
		return slopes;
	}

	/** The unweighted anchor loss of the last parent; 0 without an anchor. */
	double held() {
		return held;
	}

	private List<float[]> imageGradient(final float[] slope, final List<DiffAugment.Transform> transforms) {
		return differentiable.transpose(critic.imageGradient(slope), transforms);
	}

	private INDArray tensor(final List<float[]> images) {
		return Tensors.of(images, real.width(), real.height());
	}

	/** The gradient of -E log D(x) over the judged real images, which is the same for all children. */
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
