/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import ij.IJ;

/**
 * What a user gave in the dialogs of this ImageJ session, so that nothing is typed twice. Only dialogs ask it: a macro means the
 * same whatever was done before.
 */
final class Remembered {
	private static final String PREFIX = "org.cmrgan.remembered.";
	private static final List<String> KEYS = List.of("study", "preset", "fold", "input");
	/** Where scans were written is where they are read next. */
	private static final Map<String, String> ALSO = Map.of("output", "input");

	private Remembered() {}

	/** The remembered values of those keys that a dialog has. */
	static Map<String, String> of(final Iterable<String> keys) {
		final Map<String, String> out = new LinkedHashMap<>();
		for (final String key : keys) {
			final Object value = KEYS.contains(key) ? IJ.getProperty(PREFIX + key) : null;
			if (value != null) out.put(key, value.toString());
		}
		return out;
	}

	/** @param values what the fields of a dialog said when OK was pressed */
	static void keep(final Map<String, String> values) {
		values.forEach((key, value) -> {
			final String as = ALSO.getOrDefault(key, key);
			if (KEYS.contains(as) && !value.isBlank()) IJ.setProperty(PREFIX + as, value);
		});
	}
}
