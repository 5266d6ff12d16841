/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/**
 * Scales features to mean 0 and standard deviation 1 over a reference set, the training images of a fold, so that none
 * outweighs the others. Features that do not vary there become 0. Values beyond ±6 standard deviations are clipped, so
 * that one unusual image does not dominate.
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

	/**
	 * Scales features.
	 *
	 * @param features [n][d]
	 * @return new features [n][d]
	 */
	public double[][] apply(final double[][] features) {
		final double[][] out = new double[features.length][mean.length];
		for (int i = 0; i < out.length; i++) for (int k = 0; k < mean.length; k++) {
			if (deviation[k] <= 1e-9 * (1 + Math.abs(mean[k]))) continue;
			out[i][k] = Math.max(-LIMIT, Math.min(LIMIT, (features[i][k] - mean[k]) / deviation[k]));
		}
		return out;
	}
}
