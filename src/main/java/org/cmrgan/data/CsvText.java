/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Builds the text of a CSV file. Lines end with a line feed on every system, and NaN is an empty cell. {@link
 * StrictCsv} reads it.
 */
public final class CsvText {
	private final StringBuilder text = new StringBuilder();
	private final CSVPrinter printer;

	/**
	 * Starts with the header line.
	 *
	 * @param columns names of the columns
	 */
	public CsvText(final String... columns) {
		try {
			printer = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').build().print(text);
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		row((Object[]) columns);
	}

	/**
	 * Adds a line. Text that a spreadsheet would run as a formula is made safe.
	 *
	 * @param values one for each column
	 */
	public void row(final Object... values) {
		final Object[] safe = new Object[values.length];
		for (int i = 0; i < safe.length; i++) safe[i] = SpreadsheetCells.safe(values[i]);
		rowAsWritten(safe);
	}

	/**
	 * Adds a line unchanged, such as a row of a table that users write too.
	 *
	 * @param values one for each column
	 */
	public void rowAsWritten(final Object... values) {
		try {
			for (final Object value : values) printer.print(isNone(value) ? "" : value);
			printer.println();
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	/** {@return the whole file} */
	public String text() {
		return text.toString();
	}

	private static boolean isNone(final Object value) {
		return value instanceof Double && ((Double) value).isNaN();
	}
}
