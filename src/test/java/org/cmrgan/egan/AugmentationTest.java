/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.nn.Logits;
import org.junit.jupiter.api.Test;

class AugmentationTest {
	private static float[] noise(final RandomGenerator random, final int n) {
		final float[] out = new float[n];
		for (int i = 0; i < n; i++) out[i] = (float) random.nextGaussian();
		return out;
	}

	private static double dot(final float[] a, final float[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
		return sum;
	}

	@Test
	void transposeIsTheAdjointOfTheTransform() {
		final RandomGenerator random = new MersenneTwister(3);
		final DiffAugment augment = new DiffAugment(List.of("translation", "cutout"), 16, 24);
		for (int i = 0; i < 50; i++) {
			final List<DiffAugment.Transform> t = augment.draw(1, random);
			final float[] x = noise(random, 16 * 24);
			final float[] y = noise(random, 16 * 24);
			assertEquals(dot(augment.apply(List.of(x), t).get(0), y), dot(x, augment.transpose(List.of(y), t).get(0)),
					1e-4);
		}
	}

	@Test
	void noAugmentationLeavesTheImageAlone() {
		final RandomGenerator random = new MersenneTwister(3);
		final float[] x = noise(random, 20 * 20);
		assertArrayEquals(x, new InputAugmentation(List.of("none")).apply(x, 20, 20, random));
	}

	@Test
	void flipsOnlyMirror() {
		final RandomGenerator random = new MersenneTwister(5);
		final float[] x = noise(random, 12 * 10);
		for (int i = 0; i < 20; i++) {
			final float[] y = new InputAugmentation(List.of("hflip", "vflip")).apply(x, 12, 10, random);
			boolean found = false;
			for (int flip = 0; flip < 4 && !found; flip++) {
				found = true;
				for (int p = 0; p < x.length; p++) {
					final int sx = (flip & 1) == 0 ? p % 12 : 11 - p % 12;
					final int sy = (flip & 2) == 0 ? p / 12 : 9 - p / 12;
					found &= y[p] == x[sy * 12 + sx];
				}
			}
			assertEquals(true, found);
		}
	}

	/** Beta(a, a) with soft labels and its two hard-labelled halves have the same expected loss. */
	@Test
	void softLabelsEqualTheirHardLabelledHalves() {
		final double a = 0.2;
		final int n = 400_000;
		final double soft = mean(n, (share) -> Logits.crossEntropy(3 * share - 1, share), a, a);
		final double hard = mean(n, (share) -> Logits.crossEntropy(3 * share - 1, 1), 1 + a, a) / 2
				+ mean(n, (share) -> Logits.crossEntropy(3 * share - 1, 0), a, 1 + a) / 2;
		assertEquals(soft, hard, 5e-3);
	}

	private static double mean(final int n, final java.util.function.DoubleUnaryOperator loss, final double a,
			final double b) {
		final double[] shares = new org.apache.commons.math3.distribution.BetaDistribution(new MersenneTwister(8), a, b)
				.sample(n);
		return java.util.Arrays.stream(shares).map(loss).average().orElseThrow();
	}

	@Test
	void mixedImagesLieBetweenTheirParts() {
		final float[] mixed = MixUp.mix(new float[] { 1, 0 }, new float[] { -1, 1 }, 0.75);
		assertArrayEquals(new float[] { 0.5f, 0.25f }, mixed, 1e-6f);
	}
}
