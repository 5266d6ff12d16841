/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;

/** Toy short-axis images for tests: a ring of muscle about a bright pool, a crescent beside it, smooth texture and noise. */
public final class Hearts {
	public static final int SIZE = 80;

	private Hearts() {}

	/** @return images [n][80*80] in [-1, 1], a new subject each */
	public static float[][] some(final int n, final long seed) {
		final float[][] out = new float[n][];
		for (int i = 0; i < n; i++) out[i] = one(seed * 1000 + i);
		return out;
	}

	public static float[] one(final long subject) {
		final RandomGenerator g = new MersenneTwister(subject);
		final double cx = 40 + 5 * g.nextGaussian();
		final double cy = 40 + 5 * g.nextGaussian();
		final double inner = 14 + 3 * g.nextGaussian();
		final double wall = 6 + 2 * Math.abs(g.nextGaussian());
		final double side = g.nextDouble() * 2 * Math.PI;
		final double[][] waves = new double[6][];
		for (int k = 0; k < waves.length; k++)
			waves[k] = new double[] { 0.15 * g.nextGaussian(), 0.15 * g.nextGaussian(), 6 * g.nextDouble(), 0.12 };
		final float[] out = new float[SIZE * SIZE];
		for (int y = 0; y < SIZE; y++) for (int x = 0; x < SIZE; x++) {
			final double r = Math.hypot(x - cx, y - cy);
			double v = -0.55;
			if (r < inner) v = 0.7;
			else if (r < inner + wall) v = -0.05;
			else if (Math.hypot(x - cx - 1.7 * inner * Math.cos(side), y - cy - 1.7 * inner * Math.sin(side)) < inner)
				v = 0.6;
			for (final double[] w : waves) v += w[3] * Math.sin(w[0] * x + w[1] * y + w[2]);
			out[y * SIZE + x] = (float) Math.max(-1, Math.min(1, v + 0.05 * g.nextGaussian()));
		}
		return out;
	}
}
