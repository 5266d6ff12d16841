/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * Sliced Wasserstein distance: the mean, over random directions, of the one-dimensional Wasserstein-1 distance of the
 * projected sets.
 */
public final class SlicedWasserstein {
	private SlicedWasserstein() {}

	/**
	 * Measures the distance of two sets.
	 *
	 * @param real features [n][d]
	 * @param fake features [m][d]
	 * @param directions number of directions, such as 256
	 * @param random source of random numbers
	 * @return the distance in the features' unit; 0 for equal sets
	 */
	public static double between(final double[][] real, final double[][] fake, final int directions,
			final RandomGenerator random) {
		Distances.check(real, fake, 1);
		final double[][] unit = new double[directions][real[0].length];
		for (final double[] u : unit) {
			double norm = 0;
			for (int k = 0; k < u.length; k++) {
				u[k] = random.nextGaussian();
				norm += u[k] * u[k];
			}
			for (int k = 0; k < u.length; k++) u[k] /= Math.sqrt(norm);
		}
		return between(real, fake, unit);
	}

	static double between(final double[][] real, final double[][] fake, final double[][] directions) {
		double sum = 0;
		for (final double[] u : directions) sum += Samples.wasserstein(project(real, u), project(fake, u));
		return sum / directions.length;
	}

	private static double[] project(final double[][] x, final double[] u) {
		final double[] out = new double[x.length];
		for (int i = 0; i < x.length; i++) for (int k = 0; k < u.length; k++) out[i] += x[i][k] * u[k];
		return out;
	}
}
