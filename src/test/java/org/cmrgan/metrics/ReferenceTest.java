/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

import org.apache.commons.math3.random.MersenneTwister;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Every metric against a second implementation in numpy, scipy and scikit-learn: reference.py made reference.json. */
class ReferenceTest {
	private final JsonObject expected = read();
	private final double[][] real;
	private final double[][] fake;
	private final float[][] images = images();

	ReferenceTest() {
		final Lcg g = new Lcg(7);
		real = g.uniform(40, 12, 2, -1);
		fake = g.uniform(55, 12, 2.6, -1);
		for (final double[] f : fake) f[0] += 0.5 * f[1];
	}

	@Test
	void kernelDistanceIsTheUnbiasedCubicMmd() {
		assertEquals(value("mmd2"), KernelDistance.between(real, fake), 1e-12);
	}

	@Test
	void frechetDistanceAgreesWithTheMatrixSquareRoot() {
		assertEquals(value("frechetAll"), FrechetDistance.distance(real, fake), 1e-9);
		assertEquals(value("frechet5"), new FrechetDistance(real, fake, 5).value(), 1e-9);
	}

	@Test
	void frechetDistanceIsTheSameFromTheGramMatrix() {
		// 40 images with 60 features that only repeat 12: the principal axes then come from the 40x40 Gram matrix.
		assertEquals(5 * value("frechet5"), new FrechetDistance(repeated(real, 5), repeated(fake, 5), 5).value(), 1e-8);
	}

	@Test
	void neighbourhoodSharesAgree() {
		final Manifold manifold = new Manifold(real, fake);
		assertEquals(value("precision3"), manifold.precision(3), 1e-12);
		assertEquals(value("recall3"), manifold.recall(3), 1e-12);
		assertEquals(value("density5"), manifold.density(5), 1e-12);
		assertEquals(value("coverage5"), manifold.coverage(5), 1e-12);
		assertArrayEquals(values("nearest"), Arrays.copyOf(Memorisation.nearest(fake, real), 5), 1e-12);
	}

	@Test
	void slicedWassersteinAgrees() {
		final double[][] directions = new Lcg(23).uniform(9, 12, 2, -1);
		for (final double[] d : directions) {
			final double norm = Math.sqrt(Arrays.stream(d).map(v -> v * v).sum());
			for (int k = 0; k < d.length; k++) d[k] /= norm;
		}
		assertEquals(value("sliced"), SlicedWasserstein.between(real, fake, directions), 1e-12);
	}

	@Test
	void samplesWithTiesAgree() {
		final double[] a = Arrays.stream(real).mapToDouble(r -> Math.rint(r[0] * 10) / 10).toArray();
		final double[] b = Arrays.stream(fake).mapToDouble(r -> Math.rint(r[0] * 10) / 10).toArray();
		assertEquals(value("ks"), Samples.kolmogorovSmirnov(a, b), 1e-12);
		assertEquals(value("wasserstein"), Samples.wasserstein(a, b), 1e-12);
		assertEquals(value("mannWhitneyZ"), Samples.mannWhitneyZ(a, b), 1e-9);
		assertEquals(-value("mannWhitneyZ"), Samples.mannWhitneyZ(b, a), 1e-9);
	}

	@Test
	void structuralSimilarityAgrees() {
		assertEquals(value("msSsim01"), MsSsim.between(images[0], images[1], 80, 80), 1e-6);
		assertEquals(value("msSsim05"), MsSsim.between(images[0], images[5], 80, 80), 1e-6);
		assertEquals(value("msSsimMean"), MsSsim.diversity(images, 80, 80, 100, new MersenneTwister(1)), 1e-6);
	}

	@Test
	void spectrumAgreesWithTheFastTransform() {
		final Spectrum spectrum = new Spectrum(80, 80);
		final double[] radial = spectrum.radial(images[2]);
		final double[] reference = values("radial");
		assertEquals(reference.length, radial.length);
		for (int r = 0; r < radial.length; r++) assertEquals(1, radial[r] / reference[r], 1e-6, "ring " + r);
		assertEquals(value("highFrequencyShare"), spectrum.highFrequencyShare(images[2]), 1e-9);
	}

	@Test
	void handMadeTextureAndMomentsAgree() {
		final HandMadeFeatures features = new HandMadeFeatures(80, 80);
		final int at = HandMadeFeatures.names().indexOf("co-occurrence 1 contrast");
		final double[] of2 = features.of(images[2]);
		assertArrayEquals(values("coOccurrence1"), Arrays.copyOfRange(of2, at, at + 5), 1e-9);
		assertArrayEquals(values("coOccurrence4"), Arrays.copyOfRange(of2, at + 10, at + 15), 1e-9);
		final int moments = HandMadeFeatures.names().indexOf("mean");
		assertArrayEquals(values("moments"), Arrays.copyOfRange(features.of(images[3]), moments, moments + 4), 1e-5);
	}

	private static float[][] images() {
		final Lcg g = new Lcg(11);
		final float[][] out = new float[6][80 * 80];
		for (int i = 0; i < 6; i++) for (int y = 0; y < 80; y++) for (int x = 0; x < 80; x++) {
			final double noise = 2 * g.next() - 1;
			final double d = Math.hypot(x - 38 - i, y - 41 + i) - 18 - i;
			out[i][y * 80 + x] = (float) (1.4 * Math.exp(-d * d / 30) - 0.7 + 0.25 * noise);
		}
		return out;
	}

	private static double[][] repeated(final double[][] x, final int times) {
		final double[][] out = new double[x.length][x[0].length * times];
		for (int i = 0; i < x.length; i++) for (int k = 0; k < out[i].length; k++) out[i][k] = x[i][k % x[i].length];
		return out;
	}

	private double value(final String name) {
		return expected.get(name).getAsDouble();
	}

	private double[] values(final String name) {
		final JsonArray array = expected.getAsJsonArray(name);
		final double[] out = new double[array.size()];
		for (int i = 0; i < out.length; i++) out[i] = array.get(i).getAsDouble();
		return out;
	}

	private static JsonObject read() {
		final Reader in = new InputStreamReader(ReferenceTest.class.getResourceAsStream("reference.json"),
				StandardCharsets.UTF_8);
		return JsonParser.parseReader(in).getAsJsonObject();
	}

	/** The generator of reference.py. */
	private static final class Lcg {
		private long x;

		Lcg(final long seed) {
			x = seed;
		}

		double next() {
			x = x * 6364136223846793005L + 1442695040888963407L;
			return (x >>> 11) / 9007199254740992.0;
		}

		double[][] uniform(final int rows, final int columns, final double scale, final double shift) {
			final double[][] out = new double[rows][columns];
			for (final double[] row : out) for (int k = 0; k < columns; k++) row[k] = scale * next() + shift;
			return out;
		}
	}
}
