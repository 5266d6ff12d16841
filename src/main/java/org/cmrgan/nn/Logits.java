/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

/**
 * Functions of a logit s, stable for large |s|. For a discriminator, sigmoid(s) is the probability that an image is
 * real.
 */
public final class Logits {
	private Logits() {}

	/**
	 * {@return 1 / (1 + e^-s)}
	 *
	 * @param s the logit
	 */
	public static double sigmoid(final double s) {
		return s >= 0 ? 1 / (1 + Math.exp(-s)) : Math.exp(s) / (1 + Math.exp(s));
	}

	/**
	 * {@return log(1 + e^s)}
	 *
	 * @param s the logit
	 */
	public static double softplus(final double s) {
		return Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
	}

	/**
	 * {@return the binary cross-entropy of a logit}
	 *
	 * @param s the logit
	 * @param real probability that the image is real, from 0 to 1
	 */
	public static double crossEntropy(final double s, final double real) {
		return softplus(s) - real * s;
	}

	/**
	 * {@return the derivative of {@link #crossEntropy} with respect to the logit}
	 *
	 * @param s the logit
	 * @param real probability that the image is real, from 0 to 1
	 */
	public static double crossEntropySlope(final double s, final double real) {
		return sigmoid(s) - real;
	}
}
