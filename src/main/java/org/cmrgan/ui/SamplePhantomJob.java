/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.List;
import java.util.Map;

import org.cmrgan.phantom.Phantoms;
import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;

/** Cardiac T1 Phantom: opens one native T1 map of a phantom heart, see {@link Phantoms}. */
public final class SamplePhantomJob implements Job {
	private static final Key<Long> SEED = Key.seed("seed", "random seed of the phantom").or(1L);
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(SEED);

	private final long seed;

	private SamplePhantomJob(final long seed) {
		this.seed = seed;
	}

	/**
	 * {@return the job}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static SamplePhantomJob of(final Map<String, String> given) {
		return new SamplePhantomJob(Settings.parse(KEYS, given).get(SEED));
	}

	@Override
	public String name() {
		return Menu.SAMPLE_PHANTOM;
	}

	@Override
	public void run(final RunContext context) {
		Windows.show(MetaImages.toImagePlus(Phantoms.one(true, seed).map(), name()));
	}
}
