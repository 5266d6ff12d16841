/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import org.apache.commons.math3.distribution.BetaDistribution;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * Mixes images for the discriminator: share * real + (1 - share) * fake. The label is the fraction that is real, with
 * share ~ Beta(alpha, alpha) for each image (Zhang et al. 2017, section 3.7).
 */
final class MixUp {
	private final double alpha;

	/** @param alpha above 0; near 0 most images stay almost unmixed */
	MixUp(final double alpha) {
		this.alpha = alpha;
	}

	/** Draws the fraction of the real image in each of {@code count} mixtures. */
	double[] shares(final int count, final RandomGenerator random) {
		return new BetaDistribution(random, alpha, alpha).sample(count);
	}

	/** One mixed image. */
	static float[] mix(final float[] real, final float[] fake, final double share) {
		final float[] out = new float[real.length];
		for (int i = 0; i < out.length; i++) out[i] = (float) (share * real[i] + (1 - share) * fake[i]);
		return out;
	}
}
