/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.RunContext;

/** Chooses what a generator begins as. */
final class Starts {
	private Starts() {}

	/**
	 * The start that a configuration names.
	 *
	 * @param train the images of one class to learn from
	 * @param inner those of the same class to judge snapshots by
	 * @param random for what is drawn
	 * @param context shows progress and is asked whether to stop
	 */
	static Start of(final EGanConfig config, final PatchSet train, final PatchSet inner, final RandomGenerator random,
			final RunContext context) {
		if (config.learns()) return new LearnedStart(config, train, context);
		return config.startsAsMosaic() ? new MosaicStart(train, inner, random) : new RandomStart(train.width());
	}
}
