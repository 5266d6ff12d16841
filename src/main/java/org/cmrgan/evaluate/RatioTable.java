/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.StrictCsv;
import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.run.Menu;
import org.cmrgan.run.UserError;

/**
 * The file ratio.csv: Figure 7 of the paper for the user's data, with a row for each classifier, arm and multiple of
 * added images.
 */
public final class RatioTable {
	/** Its file in a study's evaluation folder. */
	public static final String FILE = "ratio.csv";
	private static final String NAME = "ratio";
	private static final String CLASSIFIER = MetricColumns.CLASSIFIER;
	private static final String ARM = MetricColumns.ARM;
	private static final String MULTIPLE = MetricColumns.MULTIPLE;
	private static final List<Metric> METRICS = List.of(Metric.ACCURACY, Metric.BALANCED_ACCURACY, Metric.AUC);
	private static final List<String> COLUMNS = columns();
	private static final String REMEDY = Menu.EVALUATE;

	/** A point of a curve. Immutable. */
	public static final class Row {
		private final Classifier classifier;
		private final Arm arm;
		private final int multiple;
		private final double accuracy;
		private final Interval interval;

		private Row(final Classifier classifier, final Arm arm, final int multiple, final double accuracy,
				final Interval interval) {
			this.classifier = classifier;
			this.arm = arm;
			this.multiple = multiple;
			this.accuracy = accuracy;
			this.interval = interval;
		}

		/** {@return the classifier} */
		public Classifier classifier() {
			return classifier;
		}

		/** {@return the arm of the curve, at multiple 0 as well} */
		public Arm arm() {
			return arm;
		}

		/** {@return the added images as a multiple of the real ones} */
		public int multiple() {
			return multiple;
		}

		/** {@return the accuracy, in [0, 1]} */
		public double accuracy() {
			return accuracy;
		}

		/** {@return the 95 % interval of the accuracy over subjects} */
		public Interval interval() {
			return interval;
		}
	}

	private RatioTable() {}

	private static List<String> columns() {
		final List<String> out = new ArrayList<>(List.of(CLASSIFIER, ARM, MULTIPLE));
		for (final Metric metric : METRICS) MetricColumns.addColumns(out, metric);
		return List.copyOf(out);
	}

	static ResultTable of(final EvaluationResults results) {
		ResultTable out = ResultTable.of(NAME, COLUMNS);
		for (final Classifier classifier : results.classifiers())
			for (final Arm arm : results.ratioArms()) for (final ArmResult point : results.ratio(classifier, arm)) {
				final List<Object> values = new ArrayList<>(
						List.of(classifier.key(), arm.key(), MetricColumns.multiple(point)));
				for (final Metric metric : METRICS) MetricColumns.add(values, point.measured(), metric);
				out = out.with(values);
			}
		return out;
	}

	/**
	 * {@return the rows of a file}
	 *
	 * @param file a ratio.csv
	 * @throws UserError naming the file, and the column or row that is not valid
	 */
	public static List<Row> read(final Path file) {
		final List<Row> out = new ArrayList<>();
		for (final CSVRecord row : StrictCsv.read(file, COLUMNS, List.of(), REMEDY)) out.add(row(file, row));
		return out;
	}

	private static Row row(final Path file, final CSVRecord row) {
		try {
			final String accuracy = Metric.ACCURACY.key();
			return new Row(Classifier.of(row.get(CLASSIFIER)), Arm.of(row.get(ARM)),
					Integer.parseInt(row.get(MULTIPLE)), number(row.get(accuracy)),
					new Interval(number(row.get(accuracy + MetricColumns.LOW)),
							number(row.get(accuracy + MetricColumns.HIGH))));
		} catch (final IllegalArgumentException e) {
			throw new UserError(file + ", row " + row.getRecordNumber() + ": cannot be read (" + e.getMessage()
					+ "): run " + REMEDY + " again.", e);
		}
	}

	private static double number(final String text) {
		return text.isEmpty() ? Double.NaN : Double.parseDouble(text);
	}
}
