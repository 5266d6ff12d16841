/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What is meant for one stage alone among the values of a job with stages inside: it stands under the stage's menu leaf and
 * its key, {@code Train E-GAN.generations}.
 */
public final class StageValues {
	private StageValues() {}

	/** The name under which a key of {@code leaf} is handed through a job that contains it. */
	public static String name(final String leaf, final String key) {
		return leaf + "." + key;
	}

	/** What is meant for a stage alone, by its own keys. */
	public static Map<String, String> only(final String leaf, final Map<String, String> given) {
		final Map<String, String> out = new LinkedHashMap<>();
		final String prefix = name(leaf, "");
		given.forEach((key, value) -> {
			if (key.startsWith(prefix)) out.put(key.substring(prefix.length()), value);
		});
		return out;
	}

	/** What was given to the whole job, with what is meant for this stage in its place. */
	static Map<String, String> over(final String leaf, final Map<String, String> given) {
		final Map<String, String> out = new LinkedHashMap<>(given);
		out.putAll(only(leaf, given));
		return out;
	}
}
