/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Logits;
import org.cmrgan.nn.State;
import org.cmrgan.run.Seeds;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A generation as in the E-GAN authors' code, without shared computations: each child draws its own images from the
 * same latent vectors, has its own passes through discriminator and generator, and is judged with its own gradient of
 * the real images. One survivor, and no batch norm.
 */
final class ReferenceScheme implements AutoCloseable {
	/** Keys that switch off what this scheme does not do. */
	static final List<String> KEYS = List.of("batch_norm", "false", "survivors", "1");

	private final EGanConfig config;
	private final PatchSet real;
	private final Seeds seeds;
	private final String name;
	private final AdversarialGraph generator;
	private final AdversarialGraph discriminator;
	private final InputAugmentation augmentation;
	private final DiffAugment differentiable;
	private List<float[]> images;

	ReferenceScheme(final EGanConfig config, final PatchSet real, final String name, final Seeds seeds,
			final AdversarialGraph generator, final AdversarialGraph discriminator) {
		this.config = config;
		this.real = real;
		this.seeds = seeds;
		this.name = name;
		this.generator = generator;
		this.discriminator = discriminator;
		augmentation = new InputAugmentation(config.augment());
		differentiable = new DiffAugment(config.differentiable(), real.width(), real.height());
		images = Tensors.toPixels(generator.output(latents("judge", 0, config.evaluations())));
	}

	private INDArray latents(final String who, final long step, final int count) {
		return Latents.uniform(count, config.latent(), seeds.random(name + "." + who, step));
	}

	/** @return quality and diversity of each mutation's child, in their order */
	List<Fitness> step(final long step) {
		for (int k = 0; k < config.criticSteps(); k++) trainDiscriminator(seeds.random(name + ".critic" + k, step));
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

	private void trainDiscriminator(final RandomGenerator random) {
		final int n = config.batch();
		final List<float[]> reals = new ArrayList<>();
		for (final float[] image : Draws.pick(real.pixels(), n, random))
			reals.add(augmentation.apply(image, real.width(), real.height(), random));
		final List<float[]> fakes = Draws.pick(images, n, random);
		final List<float[]> a = differentiable.apply(reals, differentiable.draw(n, random));
		final List<float[]> b = differentiable.apply(fakes, differentiable.draw(n, random));
		final List<float[]> input = new ArrayList<>();
		final double[] share = config.mixup() > 0 ? new MixUp(config.mixup()).shares(n, random) : new double[2 * n];
		if (config.mixup() > 0) for (int i = 0; i < n; i++) input.add(MixUp.mix(a.get(i), b.get(i), share[i]));
		else {
			Arrays.fill(share, 0, n, 1);
			input.addAll(a);
			input.addAll(b);
		}
		final float[] s = logits(input);
		final float[] slope = new float[s.length];
		for (int i = 0; i < s.length; i++) slope[i] = (float) (Logits.crossEntropySlope(s[i], share[i]) / s.length);
		discriminator.backward(column(slope), false, true);
		discriminator.step();
	}

	private void mutate(final Mutation mutation, final long step) {
		final RandomGenerator random = seeds.random(name + ".mutate0", step);
		final List<float[]> fakes = Tensors
				.toPixels(generator.forward(Latents.uniform(config.batch(), config.latent(), random)));
		final List<DiffAugment.Transform> transforms = differentiable.draw(config.batch(), random);
		final float[] s = logits(differentiable.apply(fakes, transforms));
		final float[] slope = new float[s.length];
		for (int i = 0; i < s.length; i++) slope[i] = (float) (mutation.slope(s[i]) / s.length);
		final List<float[]> back = differentiable.transpose(
				Tensors.toArrays(discriminator.backward(column(slope), true, false).orElseThrow()), transforms);
		generator.backward(Tensors.of(back, real.width(), real.height()), false, true);
		generator.step();
	}

	private Fitness judge(final List<float[]> fakes, final long step) {
		final List<float[]> reals = Draws.pick(real.pixels(), Math.min(config.evaluations(), real.size()),
				seeds.random(name + ".judged", step));
		final INDArray onReal = gradient(logits(reals), 1).dup();
		final float[] s = logits(fakes);
		gradient(s, 0).addi(onReal);
		onReal.close();
		return new Fitness(Fitness.quality(s), Fitness.gradientDiversity(discriminator.gradientNorm()), config.gamma());
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
