/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Names of people and classes as spreadsheets spell them: with a hidden space, in another case, or without leading
 * zeros. Two names with the same {@link #key} are two spellings of one name, unless the user says otherwise.
 */
public final class Names {
	/** White space of any script, control and format characters (zero-width ones, byte order marks), fillers. */
	private static final String HIDDEN = "[\\p{Z}\\p{Cc}\\p{Cf}\\s\\x{34f}\\x{115f}\\x{1160}\\x{17b4}\\x{17b5}"
			+ "\\x{180b}-\\x{180f}\\x{2800}\\x{3164}\\x{fe00}-\\x{fe0f}\\x{e0100}-\\x{e01ef}]";
	private static final Pattern ANY_HIDDEN = Pattern.compile(HIDDEN + "+");
	private static final Pattern AROUND = Pattern.compile("^" + HIDDEN + "+|" + HIDDEN + "+$");
	private static final Pattern FORMAT = Pattern
			.compile("[\\p{Cf}\\x{34f}\\x{180b}-\\x{180f}\\x{fe00}-\\x{fe0f}\\x{e0100}-\\x{e01ef}]+");
	private static final Pattern DASH = Pattern.compile("[\\p{Pd}\\x{2212}]");
	private static final Pattern LEADING_ZEROS = Pattern.compile("(?<!\\p{Nd})0+(?=\\p{Nd})");
	/** How a spreadsheet writes a whole number in a column that once had an empty cell. */
	private static final Pattern WHOLE = Pattern.compile("^(\\p{Nd}+)[.,]0+$");

	private Names() {}

	/**
	 * {@return the name without white space and hidden characters around it and without format characters inside, with
	 * composed accents (NFC)}
	 *
	 * @param name as written
	 */
	public static String clean(final String name) {
		final String bare = AROUND.matcher(name).replaceAll("");
		return Normalizer.normalize(FORMAT.matcher(bare).replaceAll(""), Normalizer.Form.NFC);
	}

	/** The common form of two spellings: without case, white space, hidden characters, dashes and leading zeros. */
	static String key(final String name) {
		String key = Normalizer.normalize(ANY_HIDDEN.matcher(name).replaceAll(""), Normalizer.Form.NFKC);
		// Converted to both cases, for letters that lack one of them.
		key = ANY_HIDDEN.matcher(key.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT)).replaceAll("");
		key = DASH.matcher(Normalizer.normalize(key, Normalizer.Form.NFC)).replaceAll("-");
		key = WHOLE.matcher(key).replaceFirst("$1");
		return LEADING_ZEROS.matcher(key).replaceAll("");
	}

	/** The spellings of each name that has several, in the order in which they come. */
	static List<List<String>> spelledInSeveralWays(final Collection<String> names) {
		final Map<String, List<String>> spellings = new LinkedHashMap<>();
		for (final String name : names) {
			final List<String> known = spellings.computeIfAbsent(key(name), k -> new ArrayList<>());
			if (!known.contains(name)) known.add(name);
		}
		final List<List<String>> out = new ArrayList<>(spellings.values());
		out.removeIf(known -> known.size() < 2);
		return out;
	}

	/** The name for a message, where hidden characters and separate accents are spelled out: "P01&lt;U+00A0&gt;". */
	static String shown(final String name) {
		final StringBuilder out = new StringBuilder();
		name.codePoints().forEach(c -> {
			final int type = Character.getType(c);
			final boolean plain = c == ' ' || !ANY_HIDDEN.matcher(Character.toString(c)).matches()
					&& type != Character.NON_SPACING_MARK && !(type == Character.DASH_PUNCTUATION && c != '-');
			if (plain) out.appendCodePoint(c);
			else
				out.append(String.format(Locale.ROOT, "<U+%04X>", c));
		});
		final String text = out.toString();
		return text.startsWith(" ") || text.endsWith(" ") ? '"' + text + '"' : text;
	}
}
