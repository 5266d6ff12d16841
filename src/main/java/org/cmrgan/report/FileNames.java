/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

import org.cmrgan.data.Hashes;

/** Parts of file names and of HTML ids from names that users chose; different names give different parts. */
final class FileNames {
	/** Names that lower case and hyphens for spaces represent fully; the hyphen of E-GAN is the suite's own. */
	private static final Pattern PLAIN = Pattern
			.compile("(E-GAN |SimGAN ?)?[\\p{L}\\p{M}\\p{N}]+( [\\p{L}\\p{M}\\p{N}]+)*");
	private static final Pattern OTHER = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
	private static final int LONGEST = 100;
	private static final int DIGITS = 8;

	private FileNames() {}

	/** Letters of every script, digits and hyphens; with digits of a hash if that loses something. */
	static String of(final String name) {
		final String composed = Normalizer.normalize(name, Normalizer.Form.NFC);
		String part = OTHER.matcher(composed).replaceAll("-").toLowerCase(Locale.ROOT).replaceAll("^-|-$", "");
		boolean whole = PLAIN.matcher(composed).matches();
		while (part.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
			part = part.substring(0, part.offsetByCodePoints(part.length(), -1));
			whole = false;
		}
		return whole ? part : part + "-" + Hashes.of(List.of(composed)).substring(0, DIGITS);
	}
}
