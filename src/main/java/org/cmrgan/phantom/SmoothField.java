/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import org.apache.commons.math3.random.RandomGenerator;

/** A smooth random field over the plane with mean 0 and a standard deviation of about 1: two octaves of lattice noise. */
final class SmoothField {
	private static final int LATTICE = 64;

	private final double cell;
	private final double[] values = new double[LATTICE * LATTICE];

	/** @param cell size of its blobs in mm */
	SmoothField(final double cell, final RandomGenerator random) {
		this.cell = cell;
		for (int i = 0; i < values.length; i++) values[i] = random.nextGaussian();
	}

	double at(final double x, final double y) {
		// 1.25 restores the variance that interpolation removes.
		return 1.25 * (octave(x / cell, y / cell) + 0.6 * octave(2.1 * x / cell + 17.3, 2.1 * y / cell + 5.7));
	}

	private double octave(final double x, final double y) {
		final int i = floor(x);
		final int j = floor(y);
		final double u = ease(x - i);
		final double v = ease(y - j);
		return (1 - v) * ((1 - u) * value(i, j) + u * value(i + 1, j))
				+ v * ((1 - u) * value(i, j + 1) + u * value(i + 1, j + 1));
	}

	private double value(final int i, final int j) {
		return values[(j & LATTICE - 1) * LATTICE + (i & LATTICE - 1)];
	}

	private static int floor(final double x) {
		return (int) Math.floor(x);
	}

	private static double ease(final double t) {
		return t * t * (3 - 2 * t);
	}
}
