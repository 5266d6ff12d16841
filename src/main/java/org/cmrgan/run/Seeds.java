/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.nio.charset.StandardCharsets;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * One master seed and the named sub-seeds that follow from it.
 * A generator is asked for by name and step number, so that no generator's state need be saved: a run that is resumed
 * at step n draws what the run that was never interrupted draws there.
 */
public final class Seeds {
	private final long master;

	public Seeds(final long master) {
		this.master = master;
	}

	public long master() {
		return master;
	}

	/** @param name who draws, e.g. "egan.patient.init" */
	public long of(final String name) {
		// FNV-1a over the name, then the finaliser of SplitMix64 to spread neighbouring master seeds.
		long h = 0xcbf29ce484222325L;
		for (final byte b : name.getBytes(StandardCharsets.UTF_8)) h = (h ^ (b & 0xff)) * 0x100000001b3L;
		return mix(h ^ mix(master));
	}

	/** @param step the step, round or repeat that draws */
	public long of(final String name, final long step) {
		return mix(of(name) + mix(step));
	}

	/** A fresh generator for {@code name} at {@code step}. */
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
