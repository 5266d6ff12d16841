/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PatchStatisticsTest {
	private static final int SIZE = 32;
	private final List<float[]> real = Discs.of(20, SIZE).pixels();
	private final PatchStatistics statistics = new PatchStatistics(real, SIZE, SIZE, 1000, 16);

	private double distance(final List<float[]> made, final double weight, final List<float[]> gradients) {
		return statistics.distance(made, real.subList(0, 6), weight, gradients, new MersenneTwister(2));
	}

	private static List<float[]> zeros(final int count) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < count; i++) out.add(new float[SIZE * SIZE]);
		return out;
	}

	@Test
	void otherRealImagesAreNearAndBlurredAndNoisyOnesAreNot() {
		final double near = distance(real.subList(10, 16), 1, zeros(6));
		final List<float[]> blurred = new ArrayList<>();
		final List<float[]> noisy = new ArrayList<>();
		final RandomGenerator random = new MersenneTwister(3);
		for (final float[] image : real.subList(10, 16)) {
			final float[] soft = image.clone();
			final float[] rough = image.clone();
			for (int i = SIZE + 1; i < image.length - SIZE - 1; i++) {
				soft[i] = (image[i - 1] + image[i] + image[i + 1] + image[i - SIZE] + image[i + SIZE]) / 5;
				rough[i] += 0.1 * random.nextGaussian();
			}
			blurred.add(soft);
			noisy.add(rough);
		}
		assertTrue(near < 0.1, "" + near);
		assertTrue(distance(blurred, 1, zeros(6)) > 3 * near);
		assertTrue(distance(noisy, 1, zeros(6)) > 3 * near);
	}

	@Test
	void theGradientIsTheDerivative() {
		final List<float[]> made = new ArrayList<>();
		final RandomGenerator random = new MersenneTwister(4);
		for (int i = 0; i < 6; i++) {
			made.add(real.get(10 + i).clone());
			for (int p = 0; p < SIZE * SIZE; p++) made.get(i)[p] *= 0.8f + 0.1f * random.nextFloat();
		}
		final List<float[]> gradients = zeros(6);
		distance(made, 0.5, gradients);
		double squares = 0;
		for (final float[] gradient : gradients) for (final float g : gradient) squares += 4 * g * g;
		final double h = 1e-3 / Math.sqrt(squares);
		final double change = distance(moved(made, gradients, 2 * h), 1, zeros(6))
				- distance(moved(made, gradients, -2 * h), 1, zeros(6));
		assertEquals(squares, change / (2 * h), 0.03 * squares);
	}

	private static List<float[]> moved(final List<float[]> images, final List<float[]> direction, final double by) {
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < images.size(); i++) {
			final float[] image = images.get(i).clone();
			for (int p = 0; p < image.length; p++) image[p] += by * direction.get(i)[p];
			out.add(image);
		}
		return out;
	}

	/** Patches of images at another place are the same patches. */
	@Test
	void whereAPatchIsDoesNotMatter() {
		final List<float[]> turned = new ArrayList<>();
		for (final float[] image : real.subList(10, 16)) {
			final float[] out = new float[image.length];
			for (int i = 0; i < out.length; i++) out[(i + 5 * SIZE + 3) % out.length] = image[i];
			turned.add(out);
		}
		assertEquals(distance(real.subList(10, 16), 1, zeros(6)), distance(turned, 1, zeros(6)), 0.05);
	}
}
