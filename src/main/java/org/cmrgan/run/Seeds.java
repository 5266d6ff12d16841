/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.nio.charset.StandardCharsets;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * One master seed, and the sub-seeds that follow from it. Every random generator has a name and a step number, so that
 * its state need not be saved: a run that is resumed at step n draws the same numbers as a run that was never
 * interrupted.
 */
public final class Seeds {
	private final long master;

	/**
	 * Creates the seeds of a run.
	 *
	 * @param master the seed that the user gave
	 */
	public Seeds(final long master) {
		this.master = master;
	}

	/** {@return the seed that the user gave} */
	public long master() {
		return master;
	}

	/**
	 * {@return the sub-seed of a name}
	 *
	 * @param name what draws, such as "egan.patient.init"
	 */
	public long of(final String name) {
		// FNV-1a over the name, then the finaliser of SplitMix64 to spread neighbouring master seeds.
		long h = 0xcbf29ce484222325L;
		for (final byte b : name.getBytes(StandardCharsets.UTF_8)) h = (h ^ (b & 0xff)) * 0x100000001b3L;
		return mix(h ^ mix(master));
	}

	/**
	 * {@return the sub-seed of a name at a step}
	 *
	 * @param name what draws, such as "egan.patient.init"
	 * @param step the step, round or repeat that draws
	 */
	public long of(final String name, final long step) {
		return mix(of(name) + mix(step));
	}

	/**
	 * {@return a new generator, which starts from the sub-seed of a name at a step}
	 *
	 * @param name what draws, such as "egan.patient.init"
	 * @param step the step, round or repeat that draws
	 */
	public RandomGenerator random(final String name, final long step) {
		return new MersenneTwister(of(name, step));
	}

	private static long mix(final long value) {
		long z = value + 0x9e3779b97f4a7c15L;
		z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
		z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
		return z ^ (z >>> 31);
	}
}
