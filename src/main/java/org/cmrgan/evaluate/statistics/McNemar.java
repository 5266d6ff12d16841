/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import org.apache.commons.math3.distribution.BinomialDistribution;

/**
 * McNemar's exact test of two classifiers on the same images (McNemar 1947, Psychometrika 12:153; exact binomial form).
 * It treats images as independent, so that p is too small with several images per subject; {@link SubjectSignFlip} does
 * not have this flaw.
 */
public final class McNemar {
	private McNemar() {}

	/**
	 * {@return the two-sided p = {@code min(1, 2 P(X <= min(b, c)))}, X ~ Binomial(b + c, 1/2)}
	 *
	 * @param b images that only the first classifier gets right
	 * @param c images that only the second classifier gets right
	 */
	public static double p(final int b, final int c) {
		if (b + c == 0) return 1;
		return Math.min(1, 2 * new BinomialDistribution(null, b + c, 0.5).cumulativeProbability(Math.min(b, c)));
	}
}
