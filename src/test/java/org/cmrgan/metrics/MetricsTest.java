/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class MetricsTest {
	private final HandMadeFeatures features = new HandMadeFeatures(Hearts.SIZE, Hearts.SIZE);

	@Test
	void equalDistributionsAreNotTakenForDifferent() {
		final double[][][] f = scaled(Hearts.some(60, 1), Hearts.some(60, 2));
		final double[][] all = f[0];
		final KernelDistance distance = new KernelDistance(all, f[1]);
		assertTrue(distance.permutationP(200, new MersenneTwister(1)) > 0.05);
		final Estimate baseline = KernelDistance.realAgainstReal(all, 50, new MersenneTwister(2));
		assertEquals(0, baseline.mean(), 3 * baseline.deviation() / Math.sqrt(10));
	}

	@Test
	void brighterImagesAreToldFromTheReals() {
		final float[][] shifted = Hearts.some(40, 3);
		for (final float[] image : shifted)
			for (int i = 0; i < image.length; i++) image[i] = Math.min(1, image[i] + 0.15f);
		final double[][][] f = scaled(Hearts.some(40, 1), Hearts.some(40, 1), shifted);
		final KernelDistance distance = new KernelDistance(f[1], f[2]);
		assertEquals(1 / 201.0, distance.permutationP(200, new MersenneTwister(1)), 1e-12);
		assertTrue(distance.subsets(30, 50, new MersenneTwister(1)).mean() > 0.1);
		assertTrue(new Manifold(f[1], f[2])
				.coverage(5) < new Manifold(f[1], scaled(Hearts.some(40, 1), Hearts.some(40, 4))[1]).coverage(5));
	}

	@Test
	void thePermutationPIsTheShareOfRelabellingsAtLeastAsFar() {
		// With 2 and 3 images there are 10 labellings in all: count those at least as far by hand.
		final double[][] a = gauss(2, 3, 1, 5);
		final double[][] b = gauss(3, 3, 0, 6);
		final double[][] all = { a[0], a[1], b[0], b[1], b[2] };
		final double found = KernelDistance.between(a, b);
		int asFar = 0;
		for (int i = 0; i < 5; i++) for (int j = 0; j < i; j++) {
			final double[][] rest = new double[3][];
			for (int k = 0, n = 0; k < 5; k++) if (k != i && k != j) rest[n++] = all[k];
			if (KernelDistance.between(new double[][] { all[i], all[j] }, rest) >= found - 1e-9) asFar++;
		}
		assertEquals(asFar / 10.0, new KernelDistance(a, b).permutationP(20000, new MersenneTwister(1)), 0.02);
		assertEquals(asFar / 10.0, new KernelDistance(b, a).permutationP(20000, new MersenneTwister(1)), 0.02);
	}

	@Test
	void subsetsOfAllImagesGiveTheFullEstimate() {
		final double[][] a = gauss(20, 4, 0, 1);
		final double[][] b = gauss(20, 4, 1, 2);
		final KernelDistance distance = new KernelDistance(a, b);
		final Estimate estimate = distance.subsets(1000, 5, new MersenneTwister(1));
		assertEquals(distance.value(), estimate.mean(), 1e-12);
		assertEquals(0, estimate.deviation(), 1e-12);
	}

	@Test
	void frechetDistanceOfShiftedSetsIsTheSquaredShift() {
		final double[][] a = gauss(200, 3, 0, 1);
		final double[][] b = new double[a.length][];
		for (int i = 0; i < a.length; i++) b[i] = new double[] { a[i][0] + 2, a[i][1] - 1, a[i][2] };
		final FrechetDistance distance = new FrechetDistance(a, b, 16);
		assertEquals(5, distance.value(), 1e-9);
		assertEquals(3, distance.dimensions());
		assertFalse(distance.warning().isPresent());
		assertTrue(
				new FrechetDistance(gauss(20, 16, 0, 1), gauss(20, 16, 0, 2), 16).warning().get().contains("too few"));
	}

	@Test
	void aSetCoversItself() {
		final double[][] a = gauss(30, 4, 0, 1);
		final Manifold manifold = new Manifold(a, a);
		assertEquals(1, manifold.precision(3));
		assertEquals(1, manifold.recall(3));
		assertEquals(1, manifold.coverage(5));
	}

	@Test
	void aCollapsedSetIsLessDiverse() {
		final float[][] reals = Hearts.some(12, 1);
		final float[][] collapsed = new float[12][];
		final RandomGenerator g = new MersenneTwister(4);
		for (int i = 0; i < 12; i++) collapsed[i] = noisy(reals[0], 0.03, g);
		final double real = MsSsim.diversity(reals, 80, 80, 500, g);
		final double fake = MsSsim.diversity(collapsed, 80, 80, 500, g);
		assertTrue(fake > real + 0.2, real + " " + fake);
		assertEquals(1, MsSsim.between(reals[3], reals[3], 80, 80), 1e-12);
	}

	@Test
	void smallImagesTakeTheScalesThatFit() {
		final float[] a = new float[16 * 12];
		for (int i = 0; i < a.length; i++) a[i] = (float) Math.sin(i);
		assertEquals(1, MsSsim.between(a, a, 16, 12), 1e-12);
		assertThrows(IllegalArgumentException.class, () -> MsSsim.between(a, a, 8, 24));
	}

	@Test
	void blurTakesHighFrequenciesAway() {
		final Spectrum spectrum = new Spectrum(80, 80);
		final float[] heart = Hearts.one(5);
		final float[] blurred = heart.clone();
		for (int y = 1; y < 79; y++) for (int x = 1; x < 79; x++) {
			float sum = 0;
			for (int dy = -1; dy <= 1; dy++) for (int dx = -1; dx <= 1; dx++) sum += heart[(y + dy) * 80 + x + dx];
			blurred[y * 80 + x] = sum / 9;
		}
		assertTrue(spectrum.highFrequencyShare(blurred) < 0.2 * spectrum.highFrequencyShare(heart));
		assertEquals(0, spectrum.highFrequencyShare(new float[6400]));
	}

	@Test
	void oneWaveFallsIntoItsRing() {
		final float[] wave = new float[6400];
		for (int i = 0; i < wave.length; i++) wave[i] = (float) Math.cos(2 * Math.PI * 12 * (i % 80) / 80);
		final double[] radial = new Spectrum(80, 80).radial(wave);
		int best = 0;
		for (int r = 0; r < radial.length; r++) if (radial[r] > radial[best]) best = r;
		assertEquals(12, best);
	}

	@Test
	void handMadeFeaturesDoNotChangeUnderFlipsAndTurns() {
		final float[] heart = Hearts.one(9);
		final double[] expected = features.of(heart);
		assertEquals(HandMadeFeatures.names().size(), expected.length);
		for (final Symmetry s : Symmetry.values())
			assertArrayEquals(expected, features.of(s.apply(heart, 80, 80)), 1e-6, s.words());
	}

	@Test
	void handMadeFeaturesOfAFlatImageAreNumbers() {
		for (final double v : features.of(new float[6400])) assertTrue(Double.isFinite(v));
	}

	@Test
	void scalingIgnoresFeaturesThatNeverVary() {
		final double[][] reference = { { 1, 5, 2 }, { 3, 5, 2 } };
		final double[][] scaled = new FeatureScale(reference).apply(new double[][] { { 2, 9, 2 }, { 100, 5, 2 } });
		assertArrayEquals(new double[] { 0, 0, 0 }, scaled[0], 1e-12);
		assertArrayEquals(new double[] { 6, 0, 0 }, scaled[1], 1e-12);
	}

	@Test
	void theSymmetriesAreEightDifferentOnesAndFormAGroup() {
		final float[] p = { 1, 2, 3, 4, 5, 6, 7, 8, 9 };
		final java.util.Set<String> seen = new java.util.HashSet<>();
		for (final Symmetry s : Symmetry.values()) seen.add(java.util.Arrays.toString(s.apply(p, 3, 3)));
		assertEquals(8, seen.size());
		for (final Symmetry s : Symmetry.values())
			for (final Symmetry t : Symmetry.values())
				assertTrue(seen.contains(java.util.Arrays.toString(s.apply(t.apply(p, 3, 3), 3, 3))));
		assertArrayEquals(new float[] { 3, 6, 9, 2, 5, 8, 1, 4, 7 }, Symmetry.QUARTER_TURN.apply(p, 3, 3));
	}

	static float[] noisy(final float[] image, final double deviation, final RandomGenerator g) {
		final float[] out = new float[image.length];
		for (int i = 0; i < out.length; i++)
			out[i] = (float) Math.max(-1, Math.min(1, image[i] + deviation * g.nextGaussian()));
		return out;
	}

	private double[][][] scaled(final float[][]... sets) {
		final FeatureScale scale = new FeatureScale(features.of(sets[0]));
		final double[][][] out = new double[sets.length][][];
		for (int s = 0; s < sets.length; s++) out[s] = scale.apply(features.of(sets[s]));
		return out;
	}

	private static double[][] gauss(final int n, final int d, final double mean, final long seed) {
		final RandomGenerator g = new MersenneTwister(seed);
		final double[][] out = new double[n][d];
		for (final double[] row : out) for (int k = 0; k < d; k++) row[k] = mean + g.nextGaussian();
		return out;
	}
}
