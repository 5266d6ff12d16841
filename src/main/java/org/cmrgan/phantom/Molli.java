/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import org.apache.commons.math3.util.FastMath;

/**
 * The MOLLI experiment of one scan: eight inversion times of a 5(3)3 scheme at a given heart rate, the signal that a T1
 * gives at them, and the three-parameter fit that turns signals into T1.
 * Model (Messroghli 2004): S(t) = A - B exp(-t / T1*), T1 = T1* (B / A - 1). Not thread-safe.
 */
final class Molli {
	static final int SAMPLES = 8;
	/** Longest T1 the fit reports, in ms. */
	static final int LONGEST = 3000;

	/** T1* / T1: the readout shortens the recovery. */
	private static final double SHORTENING = 0.82;
	/** Smallest credible B / A of a fit: below, nothing was inverted; it is 2.2 for perfect inversion. */
	private static final double LEAST_SWING = 1.6;
	private static final double LARGEST_SWING = 3.2;
	private static final int GRID = 513;
	private static final double SHORTEST_STAR = 60;
	private static final double LONGEST_STAR = 2700;

	private final double[] times = new double[SAMPLES];
	/** Signal of T1 = i ms at each time, for M0 = 1. */
	private final float[] signals = new float[(LONGEST + 1) * SAMPLES];
	private final double[] star = new double[GRID];
	/** exp(-t / T1*) without its mean, scaled to length 1. */
	private final double[] basis = new double[GRID * SAMPLES];
	private final double[] mean = new double[GRID];
	private final double[] length = new double[GRID];
	private final int[] order;
	private final double[] flipped = new double[SAMPLES];
	private double error;
	private double swing;

	/** @param beat time between two heart beats in ms */
	Molli(final double beat) {
		for (int k = 0; k < SAMPLES; k++) times[k] = k < 5 ? 100 + k * beat : 180 + (k - 5) * beat;
		// The order by inversion time: the samples of the second inversion lie between those of the first.
		order = new int[] { 0, 5, 1, 6, 2, 7, 3, 4 };
		for (int t1 = 1; t1 <= LONGEST; t1++) {
			final double s = SHORTENING * t1;
			for (int k = 0; k < SAMPLES; k++)
				signals[t1 * SAMPLES
						+ k] = (float) (SHORTENING * (1 - (1 + 1 / SHORTENING) * FastMath.exp(-times[k] / s)));
		}
		for (int g = 0; g < GRID; g++) {
			star[g] = SHORTEST_STAR * FastMath.pow(LONGEST_STAR / SHORTEST_STAR, g / (GRID - 1.0));
			double sum = 0;
			for (int k = 0; k < SAMPLES; k++) {
				basis[g * SAMPLES + k] = FastMath.exp(-times[k] / star[g]);
				sum += basis[g * SAMPLES + k];
			}
			mean[g] = sum / SAMPLES;
			double square = 0;
			for (int k = 0; k < SAMPLES; k++) {
				basis[g * SAMPLES + k] -= mean[g];
				square += basis[g * SAMPLES + k] * basis[g * SAMPLES + k];
			}
			length[g] = Math.sqrt(square);
			for (int k = 0; k < SAMPLES; k++) basis[g * SAMPLES + k] /= length[g];
		}
	}

	/** Adds the signals of {@code weight} of a tissue with {@code t1} to the eight values at {@code offset}. */
	void add(final double t1, final float weight, final float[] sum, final int offset) {
		final int from = Math.max(1, Math.min(LONGEST, (int) (t1 + 0.5))) * SAMPLES;
		for (int k = 0; k < SAMPLES; k++) sum[offset + k] += weight * signals[from + k];
	}

	/**
	 * Fits T1 to magnitudes. Their sign is lost, so the samples before the null are turned negative: the null is tried
	 * around the smallest magnitude, because noise may shift it by one sample, and the best fit is used.
	 *
	 * @param magnitude eight magnitudes in the order of acquisition
	 * @return T1 in ms, from 0 to {@link #LONGEST}
	 */
	double fit(final double[] magnitude) {
		int least = 0;
		for (int k = 1; k < SAMPLES; k++) if (magnitude[order[k]] < magnitude[order[least]]) least = k;
		double best = 0;
		double lowest = Double.POSITIVE_INFINITY;
		for (int negative = Math.max(0, least - 1); negative <= least + 2; negative++) {
			final double t1 = fit(magnitude, negative);
			if (swing < LEAST_SWING || swing > LARGEST_SWING) error *= 9;
			if (error < lowest) {
				lowest = error;
				best = t1;
			}
		}
		return best;
	}

	private double fit(final double[] magnitude, final int negative) {
		double average = 0;
		for (int k = 0; k < SAMPLES; k++) {
			final int at = order[k];
			flipped[at] = k < negative ? -magnitude[at] : magnitude[at];
			average += flipped[at];
		}
		average /= SAMPLES;
		double power = 0;
		for (int k = 0; k < SAMPLES; k++) {
			flipped[k] -= average;
			power += flipped[k] * flipped[k];
		}
		// Variable projection: for a given T1* the best A and B are linear, so one dot product scores a T1*.
		// B > 0 wants a negative product.
		int best = 0;
		double score = Double.POSITIVE_INFINITY;
		for (int g = 0; g < GRID; g += 32) {
			final double p = product(g);
			if (p < score) {
				score = p;
				best = g;
			}
		}
		for (int step = 16; step >= 1; step /= 2) {
			for (int side = -1; side <= 1; side += 2) {
				final int g = best + side * step;
				if (g < 0 || g >= GRID) continue;
				final double p = product(g);
				if (p < score) {
					score = p;
					best = g;
				}
			}
		}
		error = score < 0 ? power - score * score : power;
		final double fine = best + vertex(best, score);
		final int g = Math.min(GRID - 2, (int) fine);
		final double part = fine - g;
		final double t1 = (1 - part) * longitudinal(g, average) + part * longitudinal(g + 1, average);
		return Double.isNaN(t1) ? 0 : Math.max(0, Math.min(LONGEST, t1));
	}

	/** Offset of the parabola's lowest point through three neighbours, in grid steps. */
	private double vertex(final int g, final double middle) {
		if (g == 0 || g == GRID - 1) return 0;
		final double left = product(g - 1);
		final double right = product(g + 1);
		final double bend = left - 2 * middle + right;
		return bend <= 0 ? 0 : Math.max(-0.5, Math.min(0.5, 0.5 * (left - right) / bend));
	}

	private double longitudinal(final int g, final double average) {
		final double b = -product(g) / length[g];
		swing = b / (average + b * mean[g]);
		return star[g] * (swing - 1);
	}

	private double product(final int g) {
		final int from = g * SAMPLES;
		double sum = 0;
		for (int k = 0; k < SAMPLES; k++) sum += basis[from + k] * flipped[k];
		return sum;
	}
}
