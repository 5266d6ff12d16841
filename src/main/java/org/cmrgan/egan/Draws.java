/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;

/** Draws without replacement. */
final class Draws {
	private Draws() {}

	/** Images, or their places, drawn without replacement, in as many rounds as it takes. */
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
