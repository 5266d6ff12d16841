/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.Arrays;

/** Distances between two samples of one quantity, such as T1 values in ms. */
public final class Samples {
	private Samples() {}

	/**
	 * {@return the Kolmogorov–Smirnov distance: the largest gap between the two cumulative distributions, in [0, 1]}
	 *
	 * @param a one sample
	 * @param b the other sample
	 */
	public static double kolmogorovSmirnov(final double[] a, final double[] b) {
		final double[] x = sorted(a);
		final double[] y = sorted(b);
		int i = 0;
		int j = 0;
		double gap = 0;
		while (i < x.length && j < y.length) {
			final double at = Math.min(x[i], y[j]);
			while (i < x.length && x[i] == at) i++;
			while (j < y.length && y[j] == at) j++;
			gap = Math.max(gap, Math.abs(i / (double) x.length - j / (double) y.length));
		}
		return gap;
	}

	/**
	 * {@return the Wasserstein-1 distance: the mean shift that turns one sample into the other, in the samples' unit}
	 *
	 * @param a one sample
	 * @param b the other sample
	 */
	public static double wasserstein(final double[] a, final double[] b) {
		final double[] x = sorted(a);
		final double[] y = sorted(b);
		int i = 0;
		int j = 0;
		double sum = 0;
		double last = Math.min(x[0], y[0]);
		while (i < x.length || j < y.length) {
			final double at = j == y.length || i < x.length && x[i] <= y[j] ? x[i] : y[j];
			sum += (at - last) * Math.abs(i / (double) x.length - j / (double) y.length);
			while (i < x.length && x[i] == at) i++;
			while (j < y.length && y[j] == at) j++;
			last = at;
		}
		return sum;
	}

	/**
	 * Mann–Whitney test as a standard normal deviate, with mid-ranks and tie correction.
	 *
	 * @return z; below 0 when values of {@code a} tend to be smaller than those of {@code b}; 0 if all are equal
	 */
	static double mannWhitneyZ(final double[] a, final double[] b) {
		final int n = a.length;
		final int m = b.length;
		final double[] all = Arrays.copyOf(a, n + m);
		System.arraycopy(b, 0, all, n, m);
		Arrays.sort(all);
		final double[] x = sorted(a);
		double rankSum = 0;
		double ties = 0;
		int seen = 0;
		for (int from = 0; from < all.length;) {
			int to = from;
			while (to < all.length && all[to] == all[from]) to++;
			int ofA = 0;
			while (seen < n && x[seen] == all[from]) {
				seen++;
				ofA++;
			}
			rankSum += ofA * (from + 1 + to) / 2.0;
			final double t = to - (double) from;
			ties += t * t * t - t;
			from = to;
		}
		final double u = rankSum - n * (n + 1) / 2.0;
		final double total = n + (double) m;
		final double variance = n * (double) m / 12 * (total + 1 - ties / (total * (total - 1)));
		return variance <= 0 ? 0 : (u - n * (double) m / 2) / Math.sqrt(variance);
	}

	/**
	 * {@return the quantile of a sample, interpolated between order statistics}
	 *
	 * @param values the sample
	 * @param share of values below the quantile, from 0 to 1
	 */
	public static double quantile(final double[] values, final double share) {
		final double[] x = sorted(values);
		final double at = share * (x.length - 1);
		final int below = (int) Math.floor(at);
		final int above = Math.min(below + 1, x.length - 1);
		return x[below] + (at - below) * (x[above] - x[below]);
	}

	private static double[] sorted(final double[] values) {
		if (values.length == 0) throw new IllegalArgumentException("an empty sample");
		final double[] out = values.clone();
		Arrays.sort(out);
		return out;
	}
}
