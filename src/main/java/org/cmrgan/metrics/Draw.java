/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.Arrays;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Shuffle;

/** Random samples without replacement. */
final class Draw {
	private Draw() {}

	/** @return {@code count} different elements of {@code from}; {@code from} is shuffled */
	static int[] some(final int[] from, final int count, final RandomGenerator random) {
		Shuffle.of(from, random);
		return Arrays.copyOf(from, count);
	}
}
