/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.CsvText;
import org.cmrgan.data.StrictCsv;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.Menu;
import org.cmrgan.run.UserError;

/**
 * The curve of a training on the images that it was shown, with augmentation and dropout: one point for every few
 * steps. Immutable.
 */
public final class Curve {
	/** Number of steps averaged for a point. */
	static final int STRIDE = 10;
	/** The curve of a classifier that is not trained in steps. */
	static final Curve NONE = new Curve(List.of());

	static final List<String> COLUMNS = List.of("step", "loss", "accuracy", "rate");

	/** The mean over a few steps. Immutable. */
	public static final class Point {
		private static final String STEP = COLUMNS.get(0);
		private static final String LOSS = COLUMNS.get(1);
		private static final String ACCURACY = COLUMNS.get(2);
		private static final String RATE = COLUMNS.get(3);

		private final int step;
		private final double loss;
		private final double accuracy;
		private final double rate;

		Point(final int step, final double loss, final double accuracy, final double rate) {
			this.step = step;
			this.loss = loss;
			this.accuracy = accuracy;
			this.rate = rate;
		}

		/** @throws UserError naming the row */
		static Point of(final Path file, final CSVRecord row) {
			try {
				return new Point(Integer.parseInt(row.get(STEP)), Double.parseDouble(row.get(LOSS)),
						Double.parseDouble(row.get(ACCURACY)), Double.parseDouble(row.get(RATE)));
			} catch (final IllegalArgumentException e) {
				throw new UserError(file + ", row " + row.getRecordNumber() + ": cannot be read (" + e.getMessage()
						+ "): run Evaluate Augmentation again.", e);
			}
		}

		/** In the order of {@link Curve#COLUMNS}. */
		List<String> cells() {
			return List.of(String.valueOf(step), String.format(Locale.ROOT, "%.6f", loss),
					String.format(Locale.ROOT, "%.6f", accuracy), String.format(Locale.ROOT, "%.6g", rate));
		}

		/**
		 * {@return the last of its steps, counted from 1}
		 */
		public int step() {
			return step;
		}

		/** {@return the mean loss} */
		public double loss() {
			return loss;
		}

		/**
		 * {@return the fraction of the images shown that were classified correctly}
		 */
		public double accuracy() {
			return accuracy;
		}

		/** Learning rate of the last step. */
		double rate() {
			return rate;
		}
	}

	private final List<Point> points;

	Curve(final List<Point> points) {
		this.points = List.copyOf(points);
	}

	/** Collects the points of a curve. */
	static final class Builder {
		private final List<Point> points = new ArrayList<>();
		private int steps;
		private int first;
		private double loss;
		private double right;
		private double shown;

		/**
		 * @param loss of a step
		 * @param right correctly classified images of its batch
		 * @param shown images of its batch
		 * @param rate learning rate of the step
		 */
		void step(final double loss, final int right, final int shown, final double rate) {
			steps++;
			this.loss += loss;
			this.right += right;
			this.shown += shown;
			if (steps - first < STRIDE) return;
			points.add(new Point(steps, this.loss / (steps - first), this.right / this.shown, rate));
			first = steps;
			this.loss = 0;
			this.right = 0;
			this.shown = 0;
		}

		Curve build() {
			return new Curve(points);
		}
	}

	boolean isEmpty() {
		return points.isEmpty();
	}

	/** @throws UserError naming the file and row that is not valid */
	static Curve read(final Path file) {
		final List<Point> points = new ArrayList<>();
		for (final CSVRecord row : StrictCsv.read(file, COLUMNS, List.of(), Menu.EVALUATE))
			points.add(Point.of(file, row));
		return new Curve(points);
	}

	/** Writes the curve as a separate CSV file, atomically. */
	void write(final Path file) {
		final CsvText csv = new CsvText(COLUMNS.toArray(new String[0]));
		for (final Point point : points) csv.row(point.cells().toArray());
		AtomicFiles.writeText(file, csv.text());
	}

	/** {@return the points in the order of the steps} */
	public List<Point> points() {
		return points;
	}
}
