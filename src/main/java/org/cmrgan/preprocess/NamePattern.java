/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The position of subject and label in the path of an image below a folder, without its extension:
 * {@code {label}/{subject}/*}. One star stands for any part of a name, two for any folders. Immutable.
 */
final class NamePattern {
	private static final String SUBJECT = "{subject}";
	private static final String LABEL = "{label}";

	private final String text;
	private final Pattern pattern;

	private NamePattern(final String text, final Pattern pattern) {
		this.text = text;
		this.pattern = pattern;
	}

	/** @throws IllegalArgumentException if {@link #complaint} has one */
	static NamePattern of(final String text) {
		if (!complaint(text).isEmpty()) throw new IllegalArgumentException(text + " " + complaint(text));
		final StringBuilder out = new StringBuilder();
		for (int i = 0; i < text.length();) {
			if (text.startsWith(SUBJECT, i)) {
				out.append("(?<subject>[^/]+?)");
				i += SUBJECT.length();
			} else if (text.startsWith(LABEL, i)) {
				out.append("(?<label>[^/]+?)");
				i += LABEL.length();
			} else if (text.startsWith("**/", i)) {
				out.append("(?:.*/)?");
				i += 3;
			} else if (text.startsWith("**", i)) {
				out.append(".*");
				i += 2;
			} else if (text.charAt(i) == '*') {
				out.append("[^/]*");
				i++;
			} else
				out.append(Pattern.quote(text.substring(i, ++i)));
		}
		return new NamePattern(text, Pattern.compile(out.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
	}

	/** The reason why a text is not a pattern, a clause; empty if it is one. */
	static String complaint(final String text) {
		for (final String name : new String[] { SUBJECT, LABEL }) {
			if (!text.contains(name)) return "has no " + name;
			if (text.indexOf(name) != text.lastIndexOf(name)) return "has " + name + " twice";
		}
		if (text.contains("}{")) return "has nothing between " + SUBJECT + " and " + LABEL;
		return text.contains("\\") ? "has \\ where / belongs" : "";
	}

	/** Subject and label of a path with / between its names; empty if it does not match. */
	Optional<String[]> match(final String path) {
		final Matcher matcher = pattern.matcher(path);
		return matcher.matches()
				? Optional.of(new String[] { matcher.group("subject").trim(), matcher.group("label").trim() })
				: Optional.empty();
	}

	@Override
	public String toString() {
		return text.toLowerCase(Locale.ROOT);
	}
}
