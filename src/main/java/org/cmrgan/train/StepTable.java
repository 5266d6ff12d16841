/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.StrictCsv;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

/**
 * A CSV file to which a training adds rows. The first column is the step. After a crash the file may be ahead of the
 * checkpoint; {@link #cutAfter} then removes the surplus rows.
 */
public final class StepTable {
	private final Path file;
	private final StringBuilder pending = new StringBuilder();
	private boolean begun;

	/**
	 * Opens a table without reading it.
	 *
	 * @param file created with the first row
	 */
	public StepTable(final Path file) {
		this.file = file;
	}

	/**
	 * {@return the table of a finished training}
	 *
	 * @param file the table
	 * @param unit the word for a step, which heads the first column
	 * @param figures it must have
	 * @param optional it has if the training measures them
	 * @param remedy the command that writes the file, e.g. "Train E-GAN"
	 * @throws UserError naming the file, and the column or row that is not valid
	 */
	public static StepCurves read(final Path file, final String unit, final List<? extends StepFigure> figures,
			final List<? extends StepFigure> optional, final String remedy) {
		final List<String> columns = new ArrayList<>(List.of(unit));
		for (final StepFigure figure : figures) columns.add(figure.key());
		final List<CSVRecord> rows = StrictCsv.read(file, columns,
				optional.stream().map(StepFigure::key).collect(Collectors.toList()), remedy);
		final Map<StepFigure, double[]> values = new LinkedHashMap<>();
		for (final StepFigure figure : figures) values.put(figure, figures(file, rows, figure.key(), remedy));
		for (final StepFigure figure : optional)
			if (!rows.isEmpty() && rows.get(0).isMapped(figure.key()))
				values.put(figure, figures(file, rows, figure.key(), remedy));
		final double[] steps = new double[rows.size()];
		for (int i = 0; i < steps.length; i++) steps[i] = number(file, rows, i, unit, remedy);
		return new StepCurves(unit, steps, values);
	}

	/** The values of a figure; NaN in rows where it is blank, because their steps did not measure it. */
	private static double[] figures(final Path file, final List<CSVRecord> rows, final String column,
			final String remedy) {
		final double[] out = new double[rows.size()];
		for (int i = 0; i < out.length; i++)
			out[i] = rows.get(i).get(column).isEmpty() ? Double.NaN : number(file, rows, i, column, remedy);
		return out;
	}

	private static double number(final Path file, final List<CSVRecord> rows, final int row, final String column,
			final String remedy) {
		final String text = rows.get(row).get(column);
		try {
			return Double.parseDouble(text);
		} catch (final NumberFormatException e) {
			throw new UserError(file + ", row " + (row + 1) + ": " + column + " is not a number (" + text + "): run "
					+ remedy + " again.", e);
		}
	}

	/**
	 * Removes the rows of later steps.
	 *
	 * @param step number of the last step to keep; 0 removes all rows
	 */
	public void cutAfter(final long step) {
		pending.setLength(0);
		begun = false;
		if (!Files.exists(file)) return;
		try {
			if (step == 0) {
				Files.delete(file);
				return;
			}
			final List<String> kept = new ArrayList<>();
			for (final String line : Files.readAllLines(file))
				if (kept.isEmpty() || stepOf(line) <= step) kept.add(line);
			AtomicFiles.writeText(file, String.join("\n", kept) + "\n");
			begun = true;
		} catch (final IOException e) {
			throw new UserError("Cannot read " + file + " (" + e.getMessage() + "): check its permissions.", e);
		}
	}

	private static long stepOf(final String line) {
		final int comma = line.indexOf(',');
		try {
			return comma < 0 ? Long.MAX_VALUE : Long.parseLong(line.substring(0, comma));
		} catch (final NumberFormatException e) {
			return Long.MAX_VALUE; // the torn last line of a killed run
		}
	}

	/**
	 * Adds a row.
	 *
	 * @param stepName heading of the first column
	 * @param step number of the step
	 * @param columns names of the columns after the first, written once as the heading
	 * @param values numbers or words without commas, by column; a column without a value stays blank
	 */
	public void add(final String stepName, final long step, final List<String> columns, final Map<String, ?> values) {
		if (!columns.containsAll(values.keySet()))
			throw new IllegalArgumentException(values.keySet() + " are not all among the columns " + columns);
		if (!begun) {
			pending.append(stepName).append(',').append(String.join(",", columns)).append('\n');
			begun = true;
		}
		pending.append(step);
		for (final String column : columns) {
			final Object value = values.containsKey(column) ? values.get(column) : "";
			pending.append(',').append(value instanceof Double ? plain((Double) value) : value);
		}
		pending.append('\n');
	}

	/** Six significant digits: enough for a curve, and half the file. */
	private static String plain(final double value) {
		if (Double.isNaN(value) || Double.isInfinite(value)) return Double.toString(value);
		return new java.math.BigDecimal(value).round(new java.math.MathContext(6)).stripTrailingZeros().toString();
	}

	/** Writes what was added since the last call. */
	public void flush() {
		if (pending.length() == 0) return;
		try {
			Files.createDirectories(file.toAbsolutePath().getParent());
			try (Writer out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
				out.append(pending);
			}
			pending.setLength(0);
		} catch (final IOException e) {
			throw new UserError(
					"Cannot write " + file + " (" + e.getMessage() + "): check the permissions and the free space.", e);
		}
	}
}
