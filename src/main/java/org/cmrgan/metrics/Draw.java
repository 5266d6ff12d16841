/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.Arrays;

import org.apache.commons.math3.random.RandomGenerator;

/** Random orders and samples without replacement. */
final class Draw {
	private Draw() {}

	static void shuffle(final int[] order, final RandomGenerator random) {
		for (int i = order.length - 1; i > 0; i--) {
			final int j = random.nextInt(i + 1);
			final int kept = order[i];
			order[i] = order[j];
			order[j] = kept;
		}
	}

	/** @return {@code count} of {@code from}, none twice; {@code from} is shuffled */
	static int[] some(final int[] from, final int count, final RandomGenerator random) {
		shuffle(from, random);
		return Arrays.copyOf(from, count);
	}
}
