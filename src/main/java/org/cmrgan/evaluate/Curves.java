/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.CsvText;
import org.cmrgan.data.StrictCsv;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.Menu;
import org.cmrgan.run.UserError;

/** The training curves of an experiment's cells: curves.csv. Immutable. */
public final class Curves {
	/** Its file in a study's evaluation folder. */
	public static final String FILE = "curves.csv";
	private static final String FOLD = "fold";
	private static final String ARM = "arm";
	private static final String MULTIPLE = "multiple";
	private static final String CLASSIFIER = "classifier";
	private static final String REPEAT = "repeat";
	private static final List<String> COLUMNS = Stream
			.concat(Stream.of(FOLD, ARM, MULTIPLE, CLASSIFIER, REPEAT), Curve.COLUMNS.stream())
			.collect(Collectors.toUnmodifiableList());

	private final TreeMap<Cell, Curve> curves = new TreeMap<>();

	/** The curves of some results; yardsticks have none. */
	Curves(final Collection<CellResult> results) {
		for (final CellResult result : results)
			if (!result.curve().isEmpty()) curves.put(result.cell(), result.curve());
	}

	private Curves(final Map<Cell, List<Curve.Point>> points) {
		points.forEach((cell, of) -> curves.put(cell, new Curve(of)));
	}

	/**
	 * {@return the curves of a file}
	 *
	 * @param file a curves.csv
	 * @throws UserError naming the file and the row that is not valid
	 */
	public static Curves read(final Path file) {
		final Map<Cell, List<Curve.Point>> points = new TreeMap<>();
		for (final CSVRecord row : StrictCsv.read(file, COLUMNS, List.of(), Menu.EVALUATE))
			points.computeIfAbsent(cell(file, row), c -> new ArrayList<>()).add(Curve.Point.of(file, row));
		return new Curves(points);
	}

	private static Cell cell(final Path file, final CSVRecord row) {
		try {
			return new Cell(Integer.parseInt(row.get(FOLD)), Arm.of(row.get(ARM)), Integer.parseInt(row.get(MULTIPLE)),
					Classifier.of(row.get(CLASSIFIER)), Integer.parseInt(row.get(REPEAT)));
		} catch (final IllegalArgumentException e) {
			throw new UserError(file + ", row " + row.getRecordNumber() + ": cannot be read (" + e.getMessage()
					+ "): run Evaluate Augmentation again.", e);
		}
	}

	/** Rewrites the file; curves of other cells among {@code all} stay. */
	void writeWithEarlier(final Path file, final Collection<CellResult> all) {
		final Curves joined = new Curves(Map.of());
		if (Files.isRegularFile(file)) joined.curves.putAll(read(file).curves);
		joined.curves.keySet().retainAll(all.stream().map(CellResult::cell).collect(Collectors.toSet()));
		joined.curves.putAll(curves);
		joined.write(file);
	}

	/**
	 * Writes the file atomically.
	 *
	 * @param file the file to create or to replace
	 */
	public void write(final Path file) {
		final CsvText csv = new CsvText(COLUMNS.toArray(new String[0]));
		curves.forEach((cell, curve) -> {
			for (final Curve.Point point : curve.points()) {
				final List<Object> row = new ArrayList<>(List.of(cell.fold(), cell.arm().key(), cell.multiple(),
						cell.classifier().key(), cell.repeat()));
				row.addAll(point.cells());
				csv.row(row.toArray());
			}
		});
		AtomicFiles.writeText(file, csv.text());
	}

	/**
	 * {@return the mean curve of a classifier with an arm over folds, repeats and multiples; each step is averaged over the trainings that reached it}
	 *
	 * @param classifier the classifier
	 * @param arm the arm
	 */
	public Curve mean(final Classifier classifier, final Arm arm) {
		final Map<Integer, double[]> sums = new TreeMap<>();
		curves.forEach((cell, curve) -> {
			if (cell.classifier() != classifier || cell.arm() != arm) return;
			for (final Curve.Point point : curve.points()) {
				final double[] sum = sums.computeIfAbsent(point.step(), s -> new double[4]);
				sum[0]++;
				sum[1] += point.loss();
				sum[2] += point.accuracy();
				sum[3] += point.rate();
			}
		});
		final List<Curve.Point> out = new ArrayList<>();
		sums.forEach((step, sum) -> out.add(new Curve.Point(step, sum[1] / sum[0], sum[2] / sum[0], sum[3] / sum[0])));
		return new Curve(out);
	}
}
