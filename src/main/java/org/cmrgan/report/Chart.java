package org.cmrgan.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A line chart: what is to be drawn, not how. Immutable; the {@code with} methods give a changed copy. */
final class Chart {
	/** One line. */
	static final class Series {
		final String name;
		final double[] x;
		final double[] y;
		/** Ends of the intervals about y; empty without any. */
		final double[] low;
		final double[] high;
		/** Whether single points are marked. */
		final boolean marked;

		Series(final String name, final double[] x, final double[] y, final double[] low, final double[] high,
				final boolean marked) {
			this.name = name;
			this.x = x.clone();
			this.y = y.clone();
			this.low = low.clone();
			this.high = high.clone();
			this.marked = marked;
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
	private final List<Series> series;

	private Chart(final String id, final String title, final String alt, final String xLabel, final String yLabel,
			final boolean logarithmic,
			final List<Series> series) {
		this.id = id;
		this.title = title;
		this.alt = alt;
		this.xLabel = xLabel;
		this.yLabel = yLabel;
		this.logarithmic = logarithmic;
		this.series = Collections.unmodifiableList(series);
	}

	/**
	 * A chart without lines yet.
	 *
	 * @param id its file name without an ending
	 * @param alt what it shows, for those who cannot see it
	 */
	static Chart of(final String id, final String title, final String alt, final String xLabel, final String yLabel) {
		return new Chart(id, title, alt, xLabel, yLabel, false, List.of());
	}

	/** With a logarithmic y axis; values at or below 0 are left out. */
	Chart logarithmic() {
		return new Chart(id, title, alt, xLabel, yLabel, true, series);
	}

	/** With a description for those who cannot see it. */
	Chart alt(final String words) {
		return new Chart(id, title, words, xLabel, yLabel, logarithmic, series);
	}

	/** With a line; points that are not finite interrupt it. */
	Chart with(final String name, final double[] x, final double[] y) {
		return with(new Series(name, x, y, new double[0], new double[0], false));
	}

	/** With marked points, a line through them and intervals about them. */
	Chart withIntervals(final String name, final double[] x, final double[] y, final double[] low,
			final double[] high) {
		return with(new Series(name, x, y, low, high, true));
	}

	private Chart with(final Series more) {
		final List<Series> all = new ArrayList<>(series);
		all.add(more);
		return new Chart(id, title, alt, xLabel, yLabel, logarithmic, all);
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

	List<Series> series() {
		return series;
	}

	boolean isEmpty() {
		return series.stream().allMatch(s -> s.x.length == 0);
	}

	/** The chart's numbers as a table, one row a point. */
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
