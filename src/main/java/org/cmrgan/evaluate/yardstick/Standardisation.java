/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.yardstick;

import java.util.List;

/**
 * Scales every feature to mean 0 and standard deviation 1 over a training set; a constant feature becomes 0. Immutable.
 */
final class Standardisation {
	private static final double EPSILON = Math.ulp(1.0);

	private final double[] mean;
	private final double[] deviation;

	/** @param rows the training set, features of equal number; not empty */
	Standardisation(final List<double[]> rows) {
		final int n = rows.size();
		mean = new double[rows.get(0).length];
		deviation = new double[mean.length];
		for (final double[] row : rows) for (int i = 0; i < mean.length; i++) mean[i] += row[i] / n;
		for (final double[] row : rows)
			for (int i = 0; i < mean.length; i++) deviation[i] += (row[i] - mean[i]) * (row[i] - mean[i]) / n;
		for (int i = 0; i < mean.length; i++) {
			// The variance that rounding alone gives a constant feature (scikit-learn's bound).
			final double rounding = n * EPSILON * deviation[i] + Math.pow(n * mean[i] * EPSILON, 2);
			deviation[i] = deviation[i] <= rounding ? 1 : Math.sqrt(deviation[i]);
		}
	}

	double[] apply(final double[] row) {
		final double[] out = new double[mean.length];
		for (int i = 0; i < out.length; i++) out[i] = (row[i] - mean[i]) / deviation[i];
		return out;
	}
}
