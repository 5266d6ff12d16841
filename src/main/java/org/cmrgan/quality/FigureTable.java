/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.CsvText;
import org.cmrgan.data.SpreadsheetCells;
import org.cmrgan.data.StrictCsv;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.Menu;
import org.cmrgan.run.UserError;

/** The file metrics.csv: every figure of a fold's images, one per row. */
final class FigureTable {
	/** Its file in the folder of a fold's quality. */
	static final String FILE = "metrics.csv";
	static final String REMEDY = Menu.QUALITY;
	private static final String SET = "set";
	private static final String LABEL = "label";
	private static final String FEATURES = "features";
	private static final String METRIC = "metric";
	private static final String VALUE = "value";
	private static final String DEVIATION = "deviation";
	private static final String IMAGES = "images";
	private static final String NOTE = "note";
	private static final List<String> COLUMNS = List.of(SET, LABEL, FEATURES, METRIC, VALUE, DEVIATION, IMAGES, NOTE);

	private FigureTable() {}

	/** Writes the file atomically; numbers have six significant digits. */
	static void write(final Path file, final List<Figure> figures) {
		final CsvText csv = new CsvText(COLUMNS.toArray(new String[0]));
		for (final Figure f : figures)
			csv.row(f.set(), f.label(), f.features(), f.metric().key(), plain(f.value()), plain(f.deviation()),
					f.images(), f.note());
		AtomicFiles.writeText(file, csv.text());
	}

	/** @throws UserError naming the file, and the column or row that is not valid */
	static List<Figure> read(final Path file) {
		final List<Figure> out = new ArrayList<>();
		for (final CSVRecord row : StrictCsv.read(file, COLUMNS, List.of(), REMEDY)) out.add(figure(file, row));
		return out;
	}

	private static Figure figure(final Path file, final CSVRecord row) {
		try {
			return new Figure(row.get(SET), text(row, LABEL), row.get(FEATURES), QualityMetric.of(row.get(METRIC)),
					number(row.get(VALUE)), number(row.get(DEVIATION)), Integer.parseInt(row.get(IMAGES)),
					text(row, NOTE));
		} catch (final IllegalArgumentException e) {
			throw unreadable(file, row, e);
		}
	}

	static UserError unreadable(final Path file, final CSVRecord row, final RuntimeException e) {
		return new UserError(file + ", row " + row.getRecordNumber() + ": cannot be read (" + e.getMessage() + "): run "
				+ REMEDY + " again.", e);
	}

	static String text(final CSVRecord row, final String column) {
		return SpreadsheetCells.plain(row.get(column));
	}

	/** NaN for an empty cell. */
	static double number(final String text) {
		return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
	}

	/** Six significant digits; empty for NaN. */
	static String plain(final double value) {
		if (Double.isNaN(value) || Double.isInfinite(value)) return "";
		return new BigDecimal(value).round(new MathContext(6)).stripTrailingZeros().toPlainString();
	}
}
