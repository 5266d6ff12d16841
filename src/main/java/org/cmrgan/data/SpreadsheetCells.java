/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.regex.Pattern;

/**
 * Cells of a CSV that a spreadsheet may open. A spreadsheet runs a cell that begins with one of {@code = + - @} as a formula,
 * which can start programs and send data away; a subject's or a file's name may begin so. Such text is written behind an
 * apostrophe, which spreadsheets take for "this is text"; numbers stay as they are.
 */
public final class SpreadsheetCells {
	private static final String NUMBER = "[+-]?(\\d+[.,]?\\d*|[.,]\\d+)([eE][+-]?\\d+)?( ?%)?";
	/** A number, or several as in -0.1 to 0.3. */
	private static final Pattern NUMBERS = Pattern.compile(NUMBER + "(( ± | to | – |, )" + NUMBER + ")*");
	/** With apostrophes before, so that no two texts are written alike. */
	private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r\\uff1d\\uff0b\\uff0d\\uff20].*",
			Pattern.DOTALL);

	private SpreadsheetCells() {}

	/** What to write for a value; {@link #plain} gives back a text. */
	public static Object safe(final Object value) {
		return value instanceof CharSequence ? safe(value.toString()) : value;
	}

	/** What to write for a text. */
	public static String safe(final String text) {
		return FORMULA.matcher(text).matches() && !NUMBERS.matcher(text).matches() ? "'" + text : text;
	}

	/** The text that a cell was written for; a cell that somebody else wrote is itself, unless it looks like one of these. */
	public static String plain(final String cell) {
		return cell.startsWith("'") && FORMULA.matcher(cell).matches() && !NUMBERS.matcher(cell).matches()
				? cell.substring(1)
				: cell;
	}
}
