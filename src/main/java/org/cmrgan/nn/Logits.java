/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

/** Functions of a logit s, safe for large |s|; sigmoid(s) is the probability that it stands for, of a discriminator that an image is real. */
public final class Logits {
	private Logits() {}

	/** 1 / (1 + e^-s). */
	public static double sigmoid(final double s) {
		return s >= 0 ? 1 / (1 + Math.exp(-s)) : Math.exp(s) / (1 + Math.exp(s));
	}

	/** log(1 + e^s). */
	public static double softplus(final double s) {
		return Math.max(s, 0) + Math.log1p(Math.exp(-Math.abs(s)));
	}

	/** Binary cross-entropy of a logit against the share {@code real} of its image that is real. */
	public static double crossEntropy(final double s, final double real) {
		return softplus(s) - real * s;
	}

	/** Derivative of {@link #crossEntropy} by the logit. */
	public static double crossEntropySlope(final double s, final double real) {
		return sigmoid(s) - real;
	}
}
