/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.StatUtils;

/**
 * Corrected resampled t-test over the folds of repeated cross-validation (Nadeau and Bengio 2003, Mach. Learn. 52:239):
 * t = mean(d) / sqrt((1/J + n_test/n_train) var(d)), with J - 1 degrees of freedom. The second term accounts for the
 * overlap of the training sets.
 */
public final class NadeauBengio {
	/** Smaller differences of proportions are rounding errors of their sums. */
	private static final double ROUNDING = 1e-9;

	private final double t;
	private final double p;

	private NadeauBengio(final double t, final double p) {
		this.t = t;
		this.p = p;
	}

	/**
	 * {@return the test of differences}
	 *
	 * @param differences of a metric between two arms, one for each fold of each repeat, at least 2
	 * @param testToTrain images in a test fold over images in its training part, 1/(k-1) for k folds
	 */
	public static NadeauBengio test(final double[] differences, final double testToTrain) {
		if (differences.length < 2) throw new IllegalArgumentException("a t-test needs at least two folds");
		final double mean = StatUtils.mean(differences);
		final double variance = StatUtils.variance(differences);
		final int freedom = differences.length - 1;
		if (variance < ROUNDING * ROUNDING)
			return Math.abs(mean) < ROUNDING
					? new NadeauBengio(0, 1)
					// Equal differences of the folds give no information on their variance.
					: new NadeauBengio(Double.NaN, Double.NaN);
		final double t = mean / Math.sqrt((1.0 / differences.length + testToTrain) * variance);
		return new NadeauBengio(t, 2 * new TDistribution(null, freedom).cumulativeProbability(-Math.abs(t)));
	}

	double t() {
		return t;
	}

	/** {@return the two-sided p-value; NaN if all differences are equal and not 0} */
	public double p() {
		return p;
	}
}
