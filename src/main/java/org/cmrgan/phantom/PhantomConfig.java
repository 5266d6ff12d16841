/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import java.util.List;
import java.util.Map;

import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;

/** The settings of Make Phantom Data. Immutable; every value is checked by {@link #of}. */
public final class PhantomConfig {
	static final Key<String> OUTPUT = Key.path("output", "new or empty output folder");
	static final Key<Integer> SUBJECTS = Key.integer("subjects", "number of subjects", 2, 100000).or(100);
	static final Key<Integer> SLICES = Key
			.integer("slices", "number of short-axis slices per subject, from base to apex", 1, 20).or(3);
	static final Key<Double> PATIENTS = Key.number("patients", "fraction of subjects who are patients", 0.01, 0.99)
			.or(0.75);
	static final Key<Long> SEED = Key.seed("seed", "random seed of the phantoms").or(1L);

	/** All keys. */
	public static final List<Key<?>> KEYS = List.of(OUTPUT, SUBJECTS, SLICES, PATIENTS, SEED);

	private final Settings settings;

	private PhantomConfig(final Settings settings) {
		this.settings = settings;
	}

	/**
	 * {@return the checked settings}
	 *
	 * @param given text by key name; what is absent or blank takes its default
	 * @throws org.cmrgan.run.UserError naming every value that is not valid
	 */
	public static PhantomConfig of(final Map<String, String> given) {
		return new PhantomConfig(Settings.parse(KEYS, given));
	}

	/** {@return the folder for the phantoms, as the user gave it} */
	public String output() {
		return settings.get(OUTPUT);
	}

	int subjects() {
		return settings.get(SUBJECTS);
	}

	int slices() {
		return settings.get(SLICES);
	}

	/** Number of subjects who are patients: the fraction, rounded, but at least one and not all. */
	int patients() {
		return Math.max(1, Math.min(subjects() - 1, (int) Math.round(settings.get(PATIENTS) * subjects())));
	}

	long seed() {
		return settings.get(SEED);
	}

	/** {@return all values, for run.json} */
	public Settings settings() {
		return settings;
	}
}
