/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.Collections;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;

/** Random order, in which all orders are equally likely (Fisher and Yates). */
public final class Shuffle {
	private Shuffle() {}

	/** Exchanges two items. */
	public interface Swap {
		/**
		 * Exchanges the items at two places.
		 *
		 * @param i from 0
		 * @param j from 0; may be {@code i}
		 */
		void exchange(int i, int j);
	}

	/**
	 * Shuffles a list in place.
	 *
	 * @param list modifiable
	 * @param random draws the order
	 */
	public static void of(final List<?> list, final RandomGenerator random) {
		of(list.size(), random, (i, j) -> Collections.swap(list, i, j));
	}

	/**
	 * Shuffles an array in place.
	 *
	 * @param numbers to shuffle
	 * @param random draws the order
	 */
	public static void of(final int[] numbers, final RandomGenerator random) {
		of(numbers.length, random, (i, j) -> {
			final int kept = numbers[i];
			numbers[i] = numbers[j];
			numbers[j] = kept;
		});
	}

	/**
	 * Shuffles items that only their owner can exchange.
	 *
	 * @param count number of items
	 * @param random draws the order
	 * @param swap exchanges two of them
	 */
	public static void of(final int count, final RandomGenerator random, final Swap swap) {
		for (int i = count - 1; i > 0; i--) swap.exchange(i, random.nextInt(i + 1));
	}
}
