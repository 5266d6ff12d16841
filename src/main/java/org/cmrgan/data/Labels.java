/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which labels are valid. A label becomes the name of a folder in the study, and a study may move to another operating
 * system. A label that Windows, macOS or Linux would not accept as a folder name is refused on all of them.
 */
public final class Labels {
	private static final Pattern FORBIDDEN = Pattern.compile("[/\\\\:*?\"<>|\\p{Cntrl}\\x{80}-\\x{9f}]");
	/** Device names of Windows, with any extension. */
	private static final Pattern DEVICE = Pattern
			.compile("(?i)(con|prn|aux|nul|conin\\$|conout\\$|(com|lpt)[0-9\u00b9\u00b2\u00b3])\\s*(\\..*)?");
	/** File systems allow 255 bytes, encrypted ones 143, and the names of files contain more than the label. */
	private static final int LONGEST = 100;

	private Labels() {}

	/**
	 * {@return what is wrong with labels, one sentence each; empty if all are valid}
	 *
	 * @param labels each spelling that occurs
	 * @param source where the labels are from, for the messages
	 */
	public static List<String> problems(final Collection<String> labels, final String source) {
		final List<String> out = new ArrayList<>();
		final Map<String, String> spellings = new HashMap<>();
		for (final String label : labels) {
			complaint(Names.clean(label)).ifPresent(why -> out.add("Label \"" + label + "\" of " + source
					+ " cannot be a folder name on every system, because it " + why + ": rename it."));
			final String other = spellings.putIfAbsent(Names.key(label), label);
			if (other != null && !other.equals(label))
				out.add("Labels " + Names.shown(other) + " and " + Names.shown(label) + " of " + source
						+ " differ only in case, encoding of accents, leading zeros, white space or hidden characters: spell them alike, or rename one.");
		}
		return out;
	}

	private static Optional<String> complaint(final String label) {
		if (label.isBlank()) return Optional.of("is empty");
		final Matcher forbidden = FORBIDDEN.matcher(label);
		if (forbidden.find()) {
			final char c = forbidden.group().charAt(0);
			return Optional.of(Character.isISOControl(c) ? "has a control character" : "has a " + c);
		}
		// This includes . and ..
		if (label.endsWith(".") || label.endsWith(" ")) return Optional.of("ends in a dot or space");
		if (DEVICE.matcher(label).matches()) return Optional.of("is a device name");
		if (label.getBytes(StandardCharsets.UTF_8).length > LONGEST) return Optional.of("is too long");
		try {
			Path.of(label);
			return Optional.empty();
		} catch (final InvalidPathException e) {
			// A Java that was started in a language without these letters.
			return Optional.of("has characters that file names cannot hold on this system");
		}
	}
}
