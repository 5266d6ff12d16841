/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

/** The ROC curve of the images that one network scored. */
final class RocCurve {
	private RocCurve() {}

	/**
	 * True-positive rates at equally spaced false-positive rates, linear between thresholds; the highest one if several
	 * thresholds have the same rate.
	 *
	 * @param group the cases, by descending score
	 * @return empty without images of both classes
	 */
	static double[] of(final int[] group, final boolean[] positive, final double[] score, final int points) {
		double positives = 0;
		for (final int i : group) if (positive[i]) positives++;
		final double negatives = group.length - positives;
		if (positives == 0 || negatives == 0) return new double[0];
		final double[] out = new double[points];
		int next = 0;
		double x = 0, y = 0;
		for (int from = 0, to; from < group.length; from = to) {
			double newX = x, newY = y;
			for (to = from; to < group.length && score[group[to]] == score[group[from]]; to++) {
				if (positive[group[to]]) newY += 1 / positives;
				else
					newX += 1 / negatives;
			}
			for (; next < points && rate(next, points) < newX - 1e-9; next++)
				out[next] = y + (newY - y) * (rate(next, points) - x) / (newX - x);
			x = newX;
			y = newY;
		}
		for (; next < points; next++) out[next] = 1;
		return out;
	}

	private static double rate(final int i, final int points) {
		return i / (points - 1.0);
	}
}
