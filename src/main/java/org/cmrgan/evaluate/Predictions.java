/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.CsvText;
import org.cmrgan.data.SpreadsheetCells;
import org.cmrgan.data.StrictCsv;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.Menu;
import org.cmrgan.run.UserError;

/**
 * The file predictions.csv: the outcome of an experiment, with one row for each test image of each cell. Every metric,
 * table and figure is computed from it alone. Its text depends only on the cells, not on the order in which they
 * finished. Immutable.
 */
public final class Predictions {
	/** Its file in a study's evaluation folder. */
	public static final String FILE = "predictions.csv";
	private static final String FOLD = "fold";
	private static final String ARM = "arm";
	private static final String MULTIPLE = "multiple";
	private static final String CLASSIFIER = "classifier";
	private static final String REPEAT = "repeat";
	private static final String ID = "id";
	private static final String SUBJECT = "subject";
	private static final String LABEL = "label";
	private static final String POSITIVE = "positive";
	private static final String SCORE = "score";
	private static final String PREDICTION = "prediction";
	private static final String EPOCH = "epoch";
	private static final String VALIDATION = "validation_balanced_accuracy";
	private static final String VALIDATION_LOSS = "validation_loss";
	private static final String STEPS = "steps";
	private static final String FIT = "training_balanced_accuracy";
	private static final String[] COLUMNS = { FOLD, ARM, MULTIPLE, CLASSIFIER, REPEAT, ID, SUBJECT, LABEL, POSITIVE,
			SCORE, PREDICTION, EPOCH, VALIDATION, VALIDATION_LOSS };
	/** Columns that files of earlier versions lack. */
	private static final List<String> NEW = List.of(STEPS, FIT);
	/** Columns in the file of a single cell. */
	private static final String MACHINE = "trained_on";

	private final TreeMap<Cell, CellResult> cells = new TreeMap<>();

	/**
	 * Collects the results of cells.
	 *
	 * @param results of finished cells
	 */
	public Predictions(final Collection<CellResult> results) {
		for (final CellResult result : results) cells.put(result.cell(), result);
	}

	/** {@return the results in the order of {@link Cell}} */
	public List<CellResult> results() {
		return List.copyOf(cells.values());
	}

	/**
	 * {@return the predictions of a file}
	 *
	 * @param file a predictions.csv
	 * @throws UserError naming the file and the line that is not valid
	 */
	public static Predictions read(final Path file) {
		final Map<Cell, List<CSVRecord>> rows = new LinkedHashMap<>();
		for (final CSVRecord record : StrictCsv.read(file, List.of(COLUMNS), List.of(STEPS, FIT, MACHINE),
				Menu.EVALUATE))
			rows.computeIfAbsent(cell(file, record), key -> new ArrayList<>()).add(record);
		final List<CellResult> results = new ArrayList<>();
		for (final Map.Entry<Cell, List<CSVRecord>> entry : rows.entrySet())
			results.add(result(file, entry.getKey(), entry.getValue()));
		return new Predictions(results);
	}

	/**
	 * Writes the file atomically.
	 *
	 * @param file the file to create or to replace
	 */
	public void write(final Path file) {
		AtomicFiles.writeText(file, text());
	}

	/** Writes the file of a single cell, which also says on which machine it was trained. */
	static void write(final CellResult cell, final Path file) {
		AtomicFiles.writeText(file, new Predictions(List.of(cell)).text(true));
	}

	String text() {
		return text(false);
	}

	private String text(final boolean machine) {
		final List<String> columns = new ArrayList<>(List.of(COLUMNS));
		columns.addAll(NEW);
		if (machine) columns.add(MACHINE);
		final CsvText csv = new CsvText(columns.toArray(new String[0]));
		for (final CellResult result : cells.values()) {
			final Cell cell = result.cell();
			for (final CellResult.Row row : result.rows()) {
				final List<Object> cells = new ArrayList<>(List.of(cell.fold(), cell.arm().key(), cell.multiple(),
						cell.classifier().key(), cell.repeat(), row.id(), row.subject(), row.label(),
						row.isPositive() ? 1 : 0, row.score(), row.prediction(), result.epoch(), result.validation(),
						result.validationLoss(), result.steps(), result.fit()));
				if (machine) cells.add(result.machine());
				csv.row(cells.toArray());
			}
		}
		return csv.text();
	}

	private static Cell cell(final Path file, final CSVRecord record) {
		return parse(file, record,
				() -> new Cell(Integer.parseInt(record.get(FOLD)), Arm.of(record.get(ARM)),
						Integer.parseInt(record.get(MULTIPLE)), Classifier.of(record.get(CLASSIFIER)),
						Integer.parseInt(record.get(REPEAT))));
	}

	private static CellResult result(final Path file, final Cell cell, final List<CSVRecord> records) {
		final List<CellResult.Row> rows = new ArrayList<>();
		for (final CSVRecord r : records) {
			rows.add(parse(file, r, () -> new CellResult.Row(text(r, ID), text(r, SUBJECT), text(r, LABEL),
					r.get(POSITIVE).equals("1"), Double.parseDouble(r.get(SCORE)), text(r, PREDICTION))));
		}
		final CSVRecord first = records.get(0);
		return parse(file, first,
				() -> new CellResult(cell, Integer.parseInt(first.get(EPOCH)), numberOrNone(first.get(VALIDATION)),
						numberOrNone(first.get(VALIDATION_LOSS)), rows)
						.trained(first.isMapped(STEPS) ? Integer.parseInt(first.get(STEPS)) : 0,
								first.isMapped(FIT) ? numberOrNone(first.get(FIT)) : Double.NaN, Curve.NONE)
						.on(first.isMapped(MACHINE) ? text(first, MACHINE) : ""));
	}

	private static String text(final CSVRecord record, final String column) {
		return SpreadsheetCells.plain(record.get(column));
	}

	private static double numberOrNone(final String text) {
		return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
	}

	private static <T> T parse(final Path file, final CSVRecord record, final java.util.function.Supplier<T> read) {
		try {
			return read.get();
		} catch (final IllegalArgumentException e) {
			throw new UserError(file + ", row " + record.getRecordNumber() + ": cannot be read (" + e.getMessage()
					+ "): run Evaluate Augmentation again.", e);
		}
	}
}
