/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.regex.Pattern;

/**
 * Cells of a CSV file that a spreadsheet may open. A spreadsheet runs a cell that begins with one of {@code = + - @} as
 * a formula, which can start programs and send data away. The name of a subject or a file may begin like that. Such
 * text is written with a leading apostrophe, which marks it as text; numbers are not changed.
 */
public final class SpreadsheetCells {
	private static final String NUMBER = "[+-]?(\\d+[.,]?\\d*|[.,]\\d+)([eE][+-]?\\d+)?( ?%)?";
	/** A number, or several as in -0.1 to 0.3. */
	private static final Pattern NUMBERS = Pattern.compile(NUMBER + "(( ± | to | – |, )" + NUMBER + ")*");
	/** Includes a leading apostrophe, so that no two texts are written alike. */
	private static final Pattern FORMULA = Pattern.compile("'*[=+\\-@\\t\\r\\uff1d\\uff0b\\uff0d\\uff20].*",
			Pattern.DOTALL);

	private SpreadsheetCells() {}

	/** The cell to write for a value; {@link #plain} gives back the text. */
	static Object safe(final Object value) {
		return value instanceof CharSequence ? safe(value.toString()) : value;
	}

	/**
	 * {@return the cell to write for a text}
	 *
	 * @param text any text
	 */
	public static String safe(final String text) {
		return FORMULA.matcher(text).matches() && !NUMBERS.matcher(text).matches() ? "'" + text : text;
	}

	/**
	 * {@return the text of a cell that {@link #safe} wrote; other cells are not changed}
	 *
	 * @param cell as read
	 */
	public static String plain(final String cell) {
		return cell.startsWith("'") && FORMULA.matcher(cell).matches() && !NUMBERS.matcher(cell).matches()
				? cell.substring(1)
				: cell;
	}
}
