/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.run.Seeds;

/** What a training draws: the same for the same seeds, purpose and generation, so that a resumed run draws it again. */
final class Draws {
	private final Seeds seeds;
	private final String name;
	private String salt = "";

	/** @param name prefix of all seeds */
	Draws(final Seeds seeds, final String name) {
		this.seeds = seeds;
		this.name = name;
	}

	RandomGenerator of(final String purpose, final long step) {
		return seeds.random(name + "." + purpose + salt, step);
	}

	/** From now on draws otherwise, as what was drawn led astray. */
	void soften(final int times) {
		salt = ".softened" + times;
	}

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
