/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A line chart: what is drawn, but not how. Immutable; the {@code with} methods return a changed copy. */
final class Chart {
	/** The look of a line. */
	enum Kind {
		/** A line alone. */
		CURVE,
		/** Marked points and a line through them. */
		POINTS,
		/** Marked points alone. */
		MARKS,
		/** A thin line for comparison. */
		REFERENCE,
		/** A reference at one height across the whole chart. */
		LEVEL,
		/** Chance, or a perfect result: fainter than a reference. */
		FAINT,
		/** A faint line at one height across the whole chart. */
		FAINT_LEVEL;

		boolean isLevel() {
			return this == LEVEL || this == FAINT_LEVEL;
		}

		boolean isFaint() {
			return this == FAINT || this == FAINT_LEVEL;
		}
	}

	/** One line. */
	static final class Series {
		final String name;
		final double[] x;
		final double[] y;
		/** Ends of the intervals around y; empty without intervals. */
		final double[] low;
		final double[] high;
		final Kind kind;

		Series(final String name, final double[] x, final double[] y, final double[] low, final double[] high,
				final Kind kind) {
			this.name = name;
			this.x = x.clone();
			this.y = y.clone();
			this.low = low.clone();
			this.high = high.clone();
			this.kind = kind;
		}

		boolean isReference() {
			return kind == Kind.REFERENCE || kind.isLevel() || kind.isFaint();
		}

		boolean hasIntervals() {
			return low.length > 0;
		}
	}

	private final String id;
	private final String title;
	private final String alt;
	private final String xLabel;
	private final String yLabel;
	private final boolean logarithmic;
	private final List<String> categories;
	private final List<Series> series;

	private Chart(final String id, final String title, final String alt, final String xLabel, final String yLabel,
			final boolean logarithmic, final List<String> categories, final List<Series> series) {
		this.id = id;
		this.title = title;
		this.alt = alt;
		this.xLabel = xLabel;
		this.yLabel = yLabel;
		this.logarithmic = logarithmic;
		this.categories = List.copyOf(categories);
		this.series = Collections.unmodifiableList(series);
	}

	/**
	 * A chart without lines.
	 *
	 * @param id its file name without an extension
	 * @param alt a description for screen readers
	 */
	static Chart of(final String id, final String title, final String alt, final String xLabel, final String yLabel) {
		return new Chart(id, title, alt, xLabel, yLabel, false, List.of(), List.of());
	}

	/** With a logarithmic y axis; values at or below 0 are left out. */
	Chart logarithmic() {
		return new Chart(id, title, alt, xLabel, yLabel, true, categories, series);
	}

	/** With a description for screen readers. */
	Chart alt(final String words) {
		return new Chart(id, title, words, xLabel, yLabel, logarithmic, categories, series);
	}

	/** With a line; NaN and infinite values interrupt it. */
	Chart with(final String name, final double[] x, final double[] y) {
		return with(new Series(name, x, y, new double[0], new double[0], Kind.CURVE));
	}

	/** With marked points, a line through them and intervals around them. */
	Chart withIntervals(final String name, final double[] x, final double[] y, final double[] low,
			final double[] high) {
		return with(new Series(name, x, y, low, high, Kind.POINTS));
	}

	/** With marked points that have intervals but no line: for categories. */
	Chart withMarks(final String name, final double[] x, final double[] y, final double[] low, final double[] high) {
		return with(new Series(name, x, y, low, high, Kind.MARKS));
	}

	/** With a thin line for comparison. */
	Chart withReference(final String name, final double[] x, final double[] y) {
		return with(new Series(name, x, y, new double[0], new double[0], Kind.REFERENCE));
	}

	/** With a thin line across the whole chart, for comparison. */
	Chart withLevel(final String name, final double y) {
		return with(level(name, y, Kind.LEVEL));
	}

	/** With a faint line: chance, or a perfect result. */
	Chart withFaint(final String name, final double[] x, final double[] y) {
		return with(new Series(name, x, y, new double[0], new double[0], Kind.FAINT));
	}

	/** With a faint line across the whole chart. */
	Chart withFaintLevel(final String name, final double y) {
		return with(level(name, y, Kind.FAINT_LEVEL));
	}

	private static Series level(final String name, final double y, final Kind kind) {
		return new Series(name, new double[] { Double.NaN }, new double[] { y }, new double[0], new double[0], kind);
	}

	/** With names instead of numbers on the x axis: x = 0 is the first. */
	Chart categories(final List<String> names) {
		return new Chart(id, title, alt, xLabel, yLabel, logarithmic, names, series);
	}

	private Chart with(final Series more) {
		final List<Series> all = new ArrayList<>(series);
		all.add(more);
		return new Chart(id, title, alt, xLabel, yLabel, logarithmic, categories, all);
	}

	String id() {
		return id;
	}

	String title() {
		return title;
	}

	String alt() {
		return alt;
	}

	String xLabel() {
		return xLabel;
	}

	String yLabel() {
		return yLabel;
	}

	boolean isLogarithmic() {
		return logarithmic;
	}

	/** Empty if the x axis has numbers. */
	List<String> categories() {
		return categories;
	}

	List<Series> series() {
		return series;
	}

	boolean isEmpty() {
		return series.stream().allMatch(s -> s.x.length == 0 || s.isReference());
	}

	/** The chart's numbers as a table, one row per point. */
	Table numbers() {
		final List<List<String>> rows = new ArrayList<>();
		for (final Series s : series)
			for (int i = 0; i < s.x.length; i++)
				rows.add(List.of(s.name, plain(s.x[i]), plain(s.y[i]), s.hasIntervals() ? plain(s.low[i]) : "",
						s.hasIntervals() ? plain(s.high[i]) : ""));
		return new Table(id, title,
				List.of("line", xLabel.isEmpty() ? "x" : xLabel, yLabel.isEmpty() ? "y" : yLabel, "low", "high"), rows,
				"");
	}

	private static String plain(final double value) {
		if (!Double.isFinite(value)) return "";
		return new java.math.BigDecimal(value).round(new java.math.MathContext(6)).stripTrailingZeros().toPlainString();
	}
}
