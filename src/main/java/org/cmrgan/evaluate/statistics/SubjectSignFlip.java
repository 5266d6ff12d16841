/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

/**
 * Exact paired test of two arms by subjects. If the arms are equally good, swapping them for a whole subject changes
 * nothing. The p-value is the share of all swaps (each subject swapped or not) whose difference between the arms is at
 * least as large as the observed one. With one image per subject it is McNemar's exact test, which it generalises to
 * subjects with several images and repeats. It is computed exactly, by convolution over subjects.
 */
public final class SubjectSignFlip {
	private SubjectSignFlip() {}

	/**
	 * {@return the two-sided p-value of the difference in accuracy}
	 *
	 * @param a cases of one arm
	 * @param b cases of the other arm
	 */
	public static double accuracy(final Cases a, final Cases b) {
		final int[][] difference = differences(a, b);
		final int[] both = new int[a.subjects()];
		for (int s = 0; s < both.length; s++) both[s] = difference[0][s] + difference[1][s];
		return twoSided(both, new int[both.length], 1, 1);
	}

	/**
	 * {@return the two-sided p-value of the difference in balanced accuracy}
	 *
	 * @param a cases of one arm
	 * @param b cases of the other arm
	 */
	public static double balancedAccuracy(final Cases a, final Cases b) {
		final int[][] difference = differences(a, b);
		final SubjectCounts counts = a.counts();
		// (sum+ / n+ + sum- / n-) / 2 is compared as sum+ n- + sum- n+, in whole numbers, so that equal differences
		// stay equal.
		return twoSided(difference[1], difference[0], total(counts.images(0)), total(counts.images(1)));
	}

	/** Correct decisions of a minus those of b, by class and subject. */
	static int[][] differences(final Cases a, final Cases b) {
		final SubjectCounts left = a.counts();
		final SubjectCounts right = b.counts();
		final int[][] out = new int[2][a.subjects()];
		for (int kind = 0; kind < 2; kind++) {
			for (int s = 0; s < out[kind].length; s++) {
				if (left.images(kind)[s] != right.images(kind)[s])
					throw new IllegalArgumentException("the arms were not tested on the same images");
				out[kind][s] = left.correct(kind)[s] - right.correct(kind)[s];
			}
		}
		return out;
	}

	static long total(final int[] counts) {
		long sum = 0;
		for (final int count : counts) sum += count;
		return sum;
	}

	private static double twoSided(final int[] first, final int[] second, final long firstFactor,
			final long secondFactor) {
		final double[] p = distribution(first);
		final double[] q = distribution(second);
		final long observed = Math.abs(total(first) * firstFactor + total(second) * secondFactor);
		final int zeroP = p.length / 2;
		final int zeroQ = q.length / 2;
		// Cumulative sums of q, so that all places far enough out on either side are added at once.
		final double[] from = new double[q.length + 1];
		for (int j = q.length - 1; j >= 0; j--) from[j] = from[j + 1] + q[j];
		double sum = 0;
		for (int i = 0; i < p.length; i++) {
			if (p[i] == 0) continue;
			final long at = (i - zeroP) * firstFactor;
			// at + (j - zeroQ) secondFactor >= observed, or <= -observed.
			final int above = place(Math.floorDiv(observed - at + secondFactor - 1, secondFactor) + zeroQ, q.length);
			final int below = place(Math.floorDiv(-observed - at, secondFactor) + zeroQ + 1, q.length);
			sum += p[i] * (below >= above ? from[0] : from[above] + from[0] - from[below]);
		}
		return Math.min(1, sum);
	}

	private static int place(final long index, final int length) {
		return (int) Math.max(0, Math.min(length, index));
	}

	/** The distribution of the sum of +-d over all signs; index length/2 is the sum 0. */
	private static double[] distribution(final int[] differences) {
		int reach = 0;
		for (final int d : differences) reach += Math.abs(d);
		double[] now = new double[2 * reach + 1];
		now[reach] = 1;
		for (final int d : differences) {
			if (d == 0) continue;
			final double[] next = new double[now.length];
			for (int i = 0; i < now.length; i++) {
				if (now[i] == 0) continue;
				next[i + d] += now[i] / 2;
				next[i - d] += now[i] / 2;
			}
			now = next;
		}
		return now;
	}
}
