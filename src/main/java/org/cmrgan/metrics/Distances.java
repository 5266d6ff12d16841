/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.Arrays;

/** Euclidean distances between vectors, of features or of pixels, in their unit. */
public final class Distances {
	private Distances() {}

	/**
	 * The distances of every vector of one set to every vector of another.
	 *
	 * @param a vectors of one length, any number
	 * @param b others of the same length
	 * @return ‖a_i − b_j‖ as [i][j]
	 */
	public static double[][] matrix(final double[][] a, final double[][] b) {
		final double[][] out = new double[a.length][b.length];
		for (int i = 0; i < a.length; i++) for (int j = 0; j < b.length; j++) out[i][j] = between(a[i], b[j]);
		return out;
	}

	static double between(final double[] a, final double[] b) {
		double sum = 0;
		for (int k = 0; k < a.length; k++) {
			final double d = a[k] - b[k];
			sum += d * d;
		}
		return Math.sqrt(sum);
	}

	/**
	 * The distance of every row to its k-th nearest other row.
	 *
	 * @param within symmetric distances with zeros on the diagonal; not changed
	 */
	static double[] kthNearest(final double[][] within, final int k) {
		final double[] out = new double[within.length];
		for (int i = 0; i < out.length; i++) {
			final double[] row = within[i].clone();
			Arrays.sort(row);
			out[i] = row[k]; // row[0] is the point itself
		}
		return out;
	}

	/** @throws IllegalArgumentException unless both sets contain at least {@code fewest} vectors of one length */
	static void check(final double[][] real, final double[][] fake, final int fewest) {
		if (real.length < fewest || fake.length < fewest)
			throw new IllegalArgumentException("at least " + fewest + " images are needed in each set, got "
					+ real.length + " and " + fake.length);
		if (real[0].length != fake[0].length) throw new IllegalArgumentException("features of different lengths");
	}
}
