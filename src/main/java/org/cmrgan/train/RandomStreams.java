/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.run.Seeds;

/** What a training draws: the same for the same seeds, purpose and step, so that a resumed run draws it again. */
public final class RandomStreams {
	private final Seeds seeds;
	private final String name;
	private String salt = "";

	/** @param name of the training, prefix of all seeds */
	public RandomStreams(final Seeds seeds, final String name) {
		this.seeds = seeds;
		this.name = name;
	}

	/** A stream of its own for each purpose and step. */
	public RandomGenerator of(final String purpose, final long step) {
		return seeds.random(name + "." + purpose + salt, step);
	}

	/** From now on draws otherwise, as what was drawn led astray. */
	public void soften(final int times) {
		salt = ".softened" + times;
	}
}
