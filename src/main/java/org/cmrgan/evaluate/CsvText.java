/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.io.IOException;
import java.io.UncheckedIOException;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.cmrgan.data.SpreadsheetCells;

/** Builds a CSV file's text: lines end with a line feed on every system, numbers that are none are empty. */
final class CsvText {
	private final StringBuilder text = new StringBuilder();
	private final CSVPrinter printer;

	CsvText(final String... columns) {
		try {
			printer = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').build().print(text);
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
		row((Object[]) columns);
	}

	void row(final Object... values) {
		try {
			for (final Object value : values) printer.print(isNone(value) ? "" : SpreadsheetCells.safe(value));
			printer.println();
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}

	String text() {
		return text.toString();
	}

	private static boolean isNone(final Object value) {
		return value instanceof Double && ((Double) value).isNaN();
	}
}
