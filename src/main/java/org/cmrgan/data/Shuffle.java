/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.Collections;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;

/** The random order of a list; all orders are equally likely (Fisher and Yates). */
public final class Shuffle {
	private Shuffle() {}

	/**
	 * Shuffles a list in place.
	 *
	 * @param list modifiable
	 * @param random draws the order
	 */
	public static void of(final List<?> list, final RandomGenerator random) {
		for (int i = list.size() - 1; i > 0; i--) Collections.swap(list, i, random.nextInt(i + 1));
	}
}
