/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/** The mean of random draws, and their standard deviation. */
public final class Estimate {
	private final double mean;
	private final double deviation;

	Estimate(final double[] values) {
		final int draws = values.length;
		double sum = 0;
		for (final double v : values) sum += v;
		mean = sum / draws;
		double squares = 0;
		for (final double v : values) squares += (v - mean) * (v - mean);
		deviation = draws < 2 ? 0 : Math.sqrt(squares / (draws - 1));
	}

	/** {@return the mean of the draws} */
	public double mean() {
		return mean;
	}

	/** {@return the standard deviation of the draws (not of their mean)} */
	public double deviation() {
		return deviation;
	}
}
