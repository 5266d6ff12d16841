/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.SpreadsheetCells;
import org.cmrgan.run.UserError;

/** A CSV file with a heading, as its stage wrote it. */
final class CsvTable {
	private final List<String> columns;
	private final List<CSVRecord> rows;

	private CsvTable(final List<String> columns, final List<CSVRecord> rows) {
		this.columns = columns;
		this.rows = rows;
	}

	/** @throws UserError if the file is there but cannot be read */
	static Optional<CsvTable> read(final Path file) {
		if (!Files.isRegularFile(file)) return Optional.empty();
		try (Reader in = Files.newBufferedReader(file);
				CSVParser parser = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).build()
						.parse(in)) {
			final List<CSVRecord> rows = new ArrayList<>();
			// The last line of a file that is still being written may be torn.
			for (final CSVRecord row : parser) if (row.isConsistent()) rows.add(row);
			return Optional.of(new CsvTable(List.copyOf(parser.getHeaderNames()), rows));
		} catch (final IOException | RuntimeException e) {
			// The parser has an exception of its own for each kind of damage.
			throw new UserError("Cannot read " + file + " (" + e.getMessage() + "): run the step that writes it again.",
					e);
		}
	}

	List<String> columns() {
		return columns;
	}

	boolean has(final String column) {
		return columns.contains(column);
	}

	int size() {
		return rows.size();
	}

	/** A cell's text, or an empty string where there is no such column. */
	String text(final int row, final String column) {
		return has(column) ? SpreadsheetCells.plain(rows.get(row).get(column)) : "";
	}

	/** A cell's number, or NaN where there is none. */
	double number(final int row, final String column) {
		try {
			return Double.parseDouble(text(row, column));
		} catch (final NumberFormatException e) {
			return Double.NaN; // empty cells stand for values that do not exist
		}
	}

	double[] numbers(final String column) {
		final double[] out = new double[size()];
		for (int i = 0; i < out.length; i++) out[i] = number(i, column);
		return out;
	}

	/** The different texts of a column, in order of appearance. */
	List<String> distinct(final String column) {
		final List<String> all = new ArrayList<>();
		for (int i = 0; i < size(); i++) all.add(text(i, column));
		return all.stream().distinct().collect(Collectors.toList());
	}

	/** The first row that has these texts, as column, text, column, text …; -1 if none has. */
	int find(final String... columnsAndTexts) {
		for (int i = 0; i < size(); i++) {
			boolean fits = true;
			for (int k = 0; k < columnsAndTexts.length && fits; k += 2)
				fits = text(i, columnsAndTexts[k]).equals(columnsAndTexts[k + 1]);
			if (fits) return i;
		}
		return -1;
	}
}
