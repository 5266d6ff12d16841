/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

/** A named set of config values; any key overrides it. */
public enum Preset {
	/** The demonstration and the tests: small nets, few steps. */
	QUICK,
	/** The default, for a CPU; Backend Report estimates its time. */
	STANDARD,
	/** As published: full widths, no stabilisers; meant for a GPU or a long run. */
	PAPER;

	/**
	 * {@return the preset of a name}
	 *
	 * @param key quick, standard or paper, in any case
	 * @throws IllegalArgumentException if there is no preset of this name
	 */
	public static Preset of(final String key) {
		return valueOf(key.toUpperCase(java.util.Locale.ROOT));
	}

	/** {@return the preset's name in macros and in run.json} */
	public String key() {
		return name().toLowerCase(java.util.Locale.ROOT);
	}
}
