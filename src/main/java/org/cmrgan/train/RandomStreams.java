/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.run.Seeds;

/**
 * The random numbers of a training: the same for the same seeds, purpose and step, so that a resumed run draws the same
 * numbers.
 */
public final class RandomStreams {
	private final Seeds seeds;
	private final String name;
	private String salt = "";

	/**
	 * Creates the streams of a training.
	 *
	 * @param seeds the seeds of the run
	 * @param name of the training; prefix of all seeds
	 */
	public RandomStreams(final Seeds seeds, final String name) {
		this.seeds = seeds;
		this.name = name;
	}

	/**
	 * {@return a separate stream for a purpose and step}
	 *
	 * @param purpose what draws
	 * @param step number of the step
	 */
	public RandomGenerator of(final String purpose, final long step) {
		return seeds.random(name + "." + purpose + salt, step);
	}

	/**
	 * Changes all streams from now on, because the earlier numbers led the training astray.
	 *
	 * @param times how often this has happened
	 */
	public void soften(final int times) {
		salt = ".softened" + times;
	}
}
