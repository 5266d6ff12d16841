/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class SpectralGapTest {
	private static final int SIZE = 32;
	private final float[][] real = noise(20, 1);
	private final SpectralGap gap = new SpectralGap(real, SIZE, SIZE);

	@Test
	void theRealImagesHaveNone() {
		assertEquals(0, gap.of(real), 1e-12);
	}

	@Test
	void twiceTheAmplitudeIsAFactorOfFourEverywhere() {
		assertEquals(Math.log(4), gap.of(times(real, 2)), 1e-5);
		assertEquals(Math.log(4), gap.of(times(real, 0.5f)), 1e-5);
	}

	@Test
	void whatIsTooMuchDoesNotMakeUpForWhatIsTooLittle() {
		// Cosines of 9 and 15 cycles, both above half the Nyquist frequency of 16 cycles.
		final float[][] even = { cosines(0.2, 0.2) };
		final float[][] odd = { cosines(0.1, 0.2646) };
		assertEquals(sumOfPower(even), sumOfPower(odd), 0.15 * sumOfPower(even));
		assertTrue(new SpectralGap(even, SIZE, SIZE).of(odd) > 0.5);
	}

	@Test
	void lowFrequenciesDoNotCount() {
		final float[][] brighter = new float[real.length][];
		for (int i = 0; i < real.length; i++) {
			brighter[i] = real[i].clone();
			for (int p = 0; p < brighter[i].length; p++)
				brighter[i][p] += 0.5f + 0.3f * (float) Math.cos(2 * Math.PI * 2 * (p % SIZE) / SIZE);
		}
		assertEquals(0, gap.of(brighter), 1e-3);
	}

	private static double sumOfPower(final float[][] images) {
		double sum = 0;
		final double[] rings = new Spectrum(SIZE, SIZE).radial(images[0]);
		for (int r = SIZE / 4; r < rings.length; r++) sum += r * rings[r];
		return sum;
	}

	private static float[] cosines(final double nine, final double fifteen) {
		final float[] out = new float[SIZE * SIZE];
		for (int p = 0; p < out.length; p++) {
			final double at = 2 * Math.PI * (p % SIZE) / SIZE;
			out[p] = (float) (nine * Math.cos(9 * at) + fifteen * Math.cos(15 * at));
		}
		return out;
	}

	private static float[][] times(final float[][] images, final float factor) {
		final float[][] out = new float[images.length][];
		for (int i = 0; i < images.length; i++) {
			out[i] = images[i].clone();
			for (int p = 0; p < out[i].length; p++) out[i][p] *= factor;
		}
		return out;
	}

	private static float[][] noise(final int count, final long seed) {
		final RandomGenerator random = new MersenneTwister(seed);
		final float[][] out = new float[count][SIZE * SIZE];
		for (final float[] image : out) for (int p = 0; p < image.length; p++) image[p] = (float) random.nextGaussian();
		return out;
	}
}
