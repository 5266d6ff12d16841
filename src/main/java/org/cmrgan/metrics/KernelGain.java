/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * How much closer a change brings images to real ones: KID(before, real) − KID(after, real), where every image after is
 * one before, changed. The permutation test keeps the pairs together: if the change had no effect, either image of a
 * pair could be the changed one, so the two are swapped at random. The test asks whether after is closer than before,
 * not whether they differ. The variation among images does not weaken it.
 */
public final class KernelGain {
	private final int pairs;
	/** Kernel of the images before (row i), then of those after (row pairs + i). */
	private final double[][] kernel;
	/** Mean kernel of each of them with the real images. */
	private final double[] toReal;

	/**
	 * @param real features [n][d]
	 * @param before features [m][d], at least 2 rows
	 * @param after features [m][d]: row i is the changed row i of before
	 */
	public KernelGain(final double[][] real, final double[][] before, final double[][] after) {
		Distances.check(real, before, 1);
		Distances.check(before, after, 2);
		if (before.length != after.length)
			throw new IllegalArgumentException(before.length + " images before, " + after.length + " after");
		pairs = before.length;
		final double[][] both = new double[2 * pairs][];
		System.arraycopy(before, 0, both, 0, pairs);
		System.arraycopy(after, 0, both, pairs, pairs);
		kernel = KernelDistance.kernel(both, both);
		toReal = new double[both.length];
		final double[][] cross = KernelDistance.kernel(both, real);
		for (int i = 0; i < both.length; i++) for (final double k : cross[i]) toReal[i] += k / real.length;
	}

	/** KID(before, real) - KID(after, real); above 0 if the change brings the images closer. */
	double value() {
		return gain(new boolean[pairs]);
	}

	/**
	 * Permutation test: small if the images after are closer to the real ones than those before, near 1 if they are
	 * farther.
	 *
	 * @param count swaps, e.g. 999; the smallest p is 1/(count+1)
	 * @param random source of random numbers
	 * @return the share of random swaps within pairs, including the true assignment, whose gain is at least the one
	 *   found
	 */
	public double permutationP(final int count, final RandomGenerator random) {
		final double found = value();
		// Equal sums in another order differ in their last digits.
		final double least = found - 1e-9 * Math.max(1, Math.abs(found));
		final boolean[] swapped = new boolean[pairs];
		int asMuch = 1;
		for (int p = 0; p < count; p++) {
			for (int i = 0; i < pairs; i++) swapped[i] = random.nextBoolean();
			if (gain(swapped) >= least) asMuch++;
		}
		return asMuch / (count + 1.0);
	}

	/** The real images' own kernel contributes equally to both distances and cancels. */
	private double gain(final boolean[] swapped) {
		return distance(swapped, 0) - distance(swapped, pairs);
	}

	private double distance(final boolean[] swapped, final int half) {
		double within = 0;
		double cross = 0;
		for (int i = 0; i < pairs; i++) {
			final int row = place(i, swapped, half);
			cross += toReal[row];
			for (int j = 0; j < i; j++) within += kernel[row][place(j, swapped, half)];
		}
		return 2 * within / ((double) pairs * (pairs - 1)) - 2 * cross / pairs;
	}

	private int place(final int i, final boolean[] swapped, final int half) {
		return i + (swapped[i] ? pairs - half : half);
	}
}
