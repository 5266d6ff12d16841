/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/**
 * Brings features to mean 0 and deviation 1 by a reference set, the training reals of a fold, so that none outweighs the
 * others. Features that do not vary there become 0; values beyond ±6 deviations are cut, lest one odd image drown the rest.
 */
public final class FeatureScale {
	private static final double LIMIT = 6;

	private final double[] mean;
	private final double[] deviation;

	/** @param reference features [n][d] */
	public FeatureScale(final double[][] reference) {
		final int d = reference[0].length;
		mean = new double[d];
		deviation = new double[d];
		for (final double[] row : reference) for (int k = 0; k < d; k++) mean[k] += row[k] / reference.length;
		for (final double[] row : reference)
			for (int k = 0; k < d; k++) deviation[k] += (row[k] - mean[k]) * (row[k] - mean[k]) / reference.length;
		for (int k = 0; k < d; k++) deviation[k] = Math.sqrt(deviation[k]);
	}

	/** @return new features [n][d] */
	public double[][] apply(final double[][] features) {
		final double[][] out = new double[features.length][mean.length];
		for (int i = 0; i < out.length; i++) for (int k = 0; k < mean.length; k++) {
			if (deviation[k] <= 1e-9 * (1 + Math.abs(mean[k]))) continue;
			out[i][k] = Math.max(-LIMIT, Math.min(LIMIT, (features[i][k] - mean[k]) / deviation[k]));
		}
		return out;
	}
}
