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
 * The values that a user gave in dialogs of this ImageJ session, so that nothing is typed twice. Only dialogs use them:
 * the meaning of a macro does not depend on earlier actions.
 */
final class Remembered {
	private static final String PREFIX = "org.cmrgan.remembered.";
	private static final List<String> KEYS = List.of("study", "preset", "fold", "input");
	/** The folder where scans were written becomes the default input. */
	private static final Map<String, String> ALSO = Map.of("output", "input");

	private Remembered() {}

	/** The remembered values of the keys of a dialog. */
	static Map<String, String> of(final Iterable<String> keys) {
		final Map<String, String> out = new LinkedHashMap<>();
		for (final String key : keys) {
			final Object value = KEYS.contains(key) ? IJ.getProperty(PREFIX + key) : null;
			if (value != null) out.put(key, value.toString());
		}
		return out;
	}

	/** @param values of the fields when OK was pressed */
	static void keep(final Map<String, String> values) {
		values.forEach((key, value) -> {
			final String as = ALSO.getOrDefault(key, key);
			if (KEYS.contains(as) && !value.isBlank()) IJ.setProperty(PREFIX + as, value);
		});
	}
}
