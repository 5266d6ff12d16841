/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cmrgan.run.UserError;

/** Numbered data files, "name%03d.raw first last step": one for each index of the last axis. */
final class FileSeries {
	private static final Pattern WORDS = Pattern
			.compile("(\\S.*?)(?:\\s+(-?\\d{1,9}))?(?:\\s+(-?\\d{1,9}))?(?:\\s+(-?\\d{1,9}))?");
	private static final Pattern NUMBER = Pattern.compile("%(0?)(\\d{0,2})(?:\\.(\\d{1,2}))?[diu]");

	private final String before;
	private final String after;
	private final char pad;
	private final int width;
	private final int digits;
	private final long first;
	private final long step;

	private FileSeries(final Layout layout, final Matcher words, final Matcher number) {
		before = words.group(1).substring(0, number.start());
		after = words.group(1).substring(number.end());
		pad = number.group(1).isEmpty() ? ' ' : '0';
		width = whole(number.group(2), 0);
		digits = whole(number.group(3), 1);
		final long count = layout.size(layout.axes() - 1);
		first = whole(words.group(2), 1);
		final long last = words.group(3) == null ? Long.MAX_VALUE : Long.parseLong(words.group(3));
		step = words.group(4) == null ? likelyStep(last, count) : Long.parseLong(words.group(4));
		if (step < 1) throw refused(layout, "its step is not positive");
		if ((last - first) / step < count - 1)
			throw refused(layout, "its numbers end before the " + count + " files of DimSize");
	}

	/** The series that a file name with a placeholder for numbers describes; empty for a plain name. */
	static Optional<FileSeries> parse(final Layout layout, final String name) {
		final Matcher words = WORDS.matcher(name);
		if (!words.matches()) return Optional.empty();
		final Matcher number = NUMBER.matcher(words.group(1));
		return number.find() ? Optional.of(new FileSeries(layout, words, number)) : Optional.empty();
	}

	/** @param index of the last axis, from 0 */
	String name(final long index) {
		final long value = first + index * step;
		final StringBuilder text = new StringBuilder(Long.toString(Math.abs(value)));
		while (text.length() < digits) text.insert(0, '0');
		final String sign = value < 0 ? "-" : "";
		if (pad == '0') while (text.length() + sign.length() < width) text.insert(0, '0');
		text.insert(0, sign);
		while (text.length() < width) text.insert(0, ' ');
		return before + text + after;
	}

	/** With a step of 0, MetaIO divides by zero. Between n files, there are n - 1 steps. */
	private long likelyStep(final long last, final long count) {
		return count < 2 || last == Long.MAX_VALUE ? 1 : Math.max(1, (last - first) / (count - 1));
	}

	private static int whole(final String digits, final int otherwise) {
		return digits == null || digits.isEmpty() ? otherwise : Integer.parseInt(digits);
	}

	private static UserError refused(final Layout layout, final String why) {
		return UserError.of(
				"%s: the file series \"%s\" does not fit the image (%s): write it as name%%03d.raw first last step.",
				layout.file(), layout.dataFile(), why);
	}
}
