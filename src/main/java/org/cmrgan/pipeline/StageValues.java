/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Values for a single stage among those of a job that runs several. Their key is the stage's menu leaf, a dot and the
 * key of the stage: {@code Train E-GAN.generations}.
 */
public final class StageValues {
	private StageValues() {}

	/**
	 * {@return the key by which a value reaches one stage through a job that contains it}
	 *
	 * @param leaf menu leaf of the stage
	 * @param key of the stage
	 */
	public static String name(final String leaf, final String key) {
		return leaf + "." + key;
	}

	/**
	 * {@return the values for one stage only, by its own keys}
	 *
	 * @param leaf menu leaf of the stage
	 * @param given text by key
	 */
	public static Map<String, String> only(final String leaf, final Map<String, String> given) {
		final Map<String, String> out = new LinkedHashMap<>();
		final String prefix = name(leaf, "");
		given.forEach((key, value) -> {
			if (key.startsWith(prefix)) out.put(key.substring(prefix.length()), value);
		});
		return out;
	}

	/** The values of the whole job, overridden by those for this stage. */
	static Map<String, String> over(final String leaf, final Map<String, String> given) {
		final Map<String, String> out = new LinkedHashMap<>(given);
		out.putAll(only(leaf, given));
		return out;
	}
}
