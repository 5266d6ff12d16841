/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.RunContext;

/** Chooses the initial state of a generator. */
final class Starts {
	private Starts() {}

	/**
	 * The start that a configuration names.
	 *
	 * @param train the images of one class to learn from
	 * @param inner images of the same class that judge snapshots
	 * @param random source of all random draws
	 * @param context shows progress and checks for a request to stop
	 */
	static Start of(final EGanConfig config, final PatchSet train, final PatchSet inner, final RandomGenerator random,
			final RunContext context) {
		if (config.learns()) return new LearnedStart(config, train, context);
		return config.startsAsMosaic() ? new MosaicStart(train, inner, random) : new RandomStart(train.width());
	}
}
