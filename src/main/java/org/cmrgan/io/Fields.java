/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.run.UserError;

/** Reads the fields of a header as flags and numbers; errors name the file and the field. */
final class Fields {
	private final String file;
	private final Map<String, String> values;

	/** @param file name of the file in errors */
	Fields(final String file, final Map<String, String> values) {
		this.file = file;
		this.values = values;
	}

	String file() {
		return file;
	}

	/** False for an empty field as well. */
	boolean has(final String key) {
		return !values.getOrDefault(key, "").isEmpty();
	}

	Optional<String> text(final String key) {
		return has(key) ? Optional.of(values.get(key)) : Optional.empty();
	}

	String required(final String key) {
		if (!has(key))
			throw UserError.of("%s has no %s: it is not a complete MetaImage header; write the file again.", file, key);
		return values.get(key);
	}

	/** As in MetaIO: T, t or 1 means true. */
	boolean flag(final String key, final boolean otherwise) {
		return has(key) ? "Tt1".indexOf(values.get(key).charAt(0)) >= 0 : otherwise;
	}

	/** A whole number; "3.0" is one, too. */
	long whole(final String key, final long min, final long max) {
		return whole(key, required(key), min, max);
	}

	long whole(final String key, final long otherwise, final long min, final long max) {
		return has(key) ? whole(key, min, max) : otherwise;
	}

	/** Exactly {@code n} whole numbers. */
	long[] wholes(final String key, final int n, final long min, final long max) {
		final String[] words = words(key, n);
		final long[] out = new long[n];
		for (int i = 0; i < n; i++) out[i] = whole(key, words[i], min, max);
		return out;
	}

	/** Exactly {@code n} finite numbers. */
	double[] numbers(final String key, final int n) {
		final String[] words = words(key, n);
		final double[] out = new double[n];
		for (int i = 0; i < n; i++) {
			try {
				out[i] = Double.parseDouble(words[i]);
			} catch (final NumberFormatException e) {
				throw wrong(key, "a number");
			}
			if (!Double.isFinite(out[i])) throw wrong(key, "a finite number");
		}
		return out;
	}

	/** The fields that the reader does not use, in the order of the file. */
	Map<String, String> rest() {
		final Map<String, String> rest = new LinkedHashMap<>();
		values.forEach((key, value) -> {
			if (!HeaderKeys.isOwn(key)) rest.put(key, value);
		});
		return Collections.unmodifiableMap(rest);
	}

	private String[] words(final String key, final int n) {
		final String[] words = required(key).trim().split("\\s+");
		if (words.length != n)
			throw UserError.of("%s: %s = %s has %d values, but needs %d: correct the header.", file, key, shown(key),
					words.length, n);
		return words;
	}

	private long whole(final String key, final String text, final long min, final long max) {
		long value;
		try {
			value = Long.parseLong(text);
		} catch (final NumberFormatException e) {
			value = wholeReal(key, text);
		}
		if (value < min || value > max)
			throw UserError.of("%s: %s = %s is out of range (%d to %d): correct the header.", file, key, shown(key),
					min, max);
		return value;
	}

	private long wholeReal(final String key, final String text) {
		double value;
		try {
			value = Double.parseDouble(text);
		} catch (final NumberFormatException e) {
			throw wrong(key, "a whole number");
		}
		if (value != Math.rint(value) || Math.abs(value) > 1L << 53) throw wrong(key, "a whole number");
		return (long) value;
	}

	private UserError wrong(final String key, final String due) {
		return UserError.of("%s: %s = %s is not %s: correct the header.", file, key, shown(key), due);
	}

	/** A hostile value must not fill the screen. */
	private String shown(final String key) {
		final String value = required(key);
		return value.length() <= 80 ? value : value.substring(0, 80) + "...";
	}
}
