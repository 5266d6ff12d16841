/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;

/** Random draws without replacement. */
final class Draws {
	private Draws() {}

	/** Draws images, or their indices, without replacement, in as many passes over the list as are needed. */
	static <T> List<T> pick(final List<T> images, final int count, final RandomGenerator random) {
		final List<T> out = new ArrayList<>();
		final List<T> deck = new ArrayList<>();
		while (out.size() < count) {
			if (deck.isEmpty()) deck.addAll(images);
			final int i = random.nextInt(deck.size());
			out.add(deck.get(i));
			deck.set(i, deck.get(deck.size() - 1));
			deck.remove(deck.size() - 1);
		}
		return out;
	}
}
