/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

/**
 * Values of given ranks among more values than fit into memory. Two passes each count half of the bits by which floats
 * are ordered.
 */
final class OrderStatistics {
	private static final int HALF = 16;
	private static final int COUNTS = 1 << HALF;

	private OrderStatistics() {}

	/**
	 * @param parts all values, the same in each pass; no NaN
	 * @param ranks from 0 for the minimum to the number of values minus 1
	 * @return the value of each rank
	 */
	static float[] of(final Iterable<float[]> parts, final long... ranks) {
		final long[] left = ranks.clone();
		final long[] upper = new long[COUNTS];
		for (final float[] part : parts) for (final float value : part) upper[key(value) >>> HALF]++;
		final int[] upperOf = new int[ranks.length];
		for (int r = 0; r < ranks.length; r++) upperOf[r] = place(upper, left, r);

		final long[][] lower = new long[ranks.length][COUNTS];
		for (final float[] part : parts) for (final float value : part) {
			final int key = key(value);
			for (int r = 0; r < ranks.length; r++) if (key >>> HALF == upperOf[r]) lower[r][key & COUNTS - 1]++;
		}
		final float[] out = new float[ranks.length];
		for (int r = 0; r < ranks.length; r++) out[r] = value(upperOf[r] << HALF | place(lower[r], left, r));
		return out;
	}

	/**
	 * The bin with the value that has {@code left[r]} others before it; then {@code left[r]} counts those in the same
	 * bin.
	 */
	private static int place(final long[] counts, final long[] left, final int r) {
		int bin = 0;
		while (left[r] >= counts[bin]) left[r] -= counts[bin++];
		return bin;
	}

	/** Unsigned, in the order of Float.compare. */
	private static int key(final float value) {
		final int bits = Float.floatToIntBits(value);
		return bits ^ (bits >> 31 | Integer.MIN_VALUE);
	}

	private static float value(final int key) {
		return Float.intBitsToFloat(key ^ (~key >> 31 | Integer.MIN_VALUE));
	}
}
