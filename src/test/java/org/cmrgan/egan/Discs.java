/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;

/** Images for fast trainings: discs of random place and size on noise, two per subject. */
final class Discs {
	private Discs() {}

	/** @param size side length in pixels, above 15 */
	static PatchSet of(final int count, final int size) {
		final RandomGenerator random = new MersenneTwister(4);
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			final double x = size * (0.375 + 0.25 * random.nextDouble());
			final double y = size * (0.375 + 0.25 * random.nextDouble());
			final double r = size * (0.1875 + 0.125 * random.nextDouble());
			final float[] p = new float[size * size];
			for (int j = 0; j < p.length; j++)
				p[j] = (float) ((Math.hypot(j % size - x, j / size - y) < r ? 0.6 : -0.6)
						+ 0.05 * random.nextGaussian());
			rows.add(new Patch("d" + i, "s" + i / 2, "disc", 1, Map.of()));
			pixels.add(p);
		}
		return new PatchSet(size, size, 1, rows, pixels);
	}
}
