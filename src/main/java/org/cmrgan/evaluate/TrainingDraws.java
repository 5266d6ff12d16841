/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PixelScaling;
import org.cmrgan.data.Tensors;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Draws the batches of a training: equally many images of both classes, real and added images mixed by share or one
 * after the other, augmented in the classic arms.
 */
final class TrainingDraws {
	private final BalancedSampler all;
	private final BalancedSampler real;
	private final BalancedSampler added;
	private final boolean[] hasAdded = new boolean[2];
	private final OptionalDouble share;
	private final boolean pretrains;
	private final ClassicAugmentation augmentation;
	private final boolean isClassic;
	private final RandomGenerator random;
	private final int width;
	private final int height;

	/** @param random source of all draws */
	TrainingDraws(final CellImages images, final PixelScaling standardisation, final EvaluateConfig config,
			final boolean isClassic, final RandomGenerator random) {
		width = images.test().width();
		height = images.test().height();
		share = config.share();
		pretrains = config.pretrains();
		augmentation = config.augmentation(width, height);
		this.isClassic = isClassic;
		this.random = random;
		final List<List<float[]>> own = new ArrayList<>();
		final List<List<float[]>> more = new ArrayList<>();
		final List<List<float[]>> both = new ArrayList<>();
		for (int kind = 0; kind < 2; kind++) {
			own.add(standardisation.of(images.real(kind)));
			more.add(standardisation.of(images.added(kind)));
			both.add(new ArrayList<>(own.get(kind)));
			both.get(kind).addAll(more.get(kind));
			hasAdded[kind] = !more.get(kind).isEmpty();
		}
		all = new BalancedSampler(both.get(0), both.get(1), random);
		real = new BalancedSampler(own.get(0), own.get(1), random);
		added = new BalancedSampler(more.get(0), more.get(1), random);
	}

	/** The class of the next image; classes alternate. */
	int nextClass() {
		return all.nextClass();
	}

	/**
	 * Draws images of given classes.
	 *
	 * @param done fraction of the training that is over, from 0 to below 1
	 * @return [images, 1, height, width]; the caller closes it
	 */
	INDArray batch(final double done, final int... classes) {
		final List<float[]> batch = new ArrayList<>();
		for (final int kind : classes) {
			final float[] image = sampler(kind, done).draw(kind);
			batch.add(isClassic ? augmentation.apply(image, random) : image);
		}
		return Tensors.of(batch, width, height);
	}

	private BalancedSampler sampler(final int kind, final double done) {
		if (!hasAdded[kind]) return real;
		if (pretrains) return done < 0.5 ? added : real;
		if (share.isEmpty()) return all;
		return random.nextDouble() < share.getAsDouble() ? added : real;
	}
}
