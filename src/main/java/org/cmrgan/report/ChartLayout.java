/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The layout of a chart in a picture of {@link #WIDTH} by {@link #HEIGHT}, from which both the page and the PNG are
 * drawn.
 */
final class ChartLayout {
	static final int WIDTH = 560;
	static final int HEIGHT = 290;
	static final int LEFT = 68;
	static final int RIGHT = WIDTH - 14;
	static final int TOP = 12;
	static final int BOTTOM = HEIGHT - 46;

	/** Lines differ by dash as well as by colour. */
	static final float[][] DASHES = { {}, { 8, 4 }, { 2, 3 }, { 9, 3, 2, 3 }, { 14, 4 }, { 4, 2 } };
	/** The dashes of references. */
	static final float[][] REFERENCES = { { 7, 4 }, { 1.5f, 3.5f } };
	private static final int X_TICKS = 6;
	private static final int Y_TICKS = 5;
	/** Half the width of the ends of an interval's bar. */
	static final double CAP = 3;
	/** Offset between intervals at the same x. */
	private static final double DODGE = 5;
	private static final double CATEGORY_DODGE = 11;

	/** A mark on an axis. */
	static final class Tick {
		final double at;
		final String text;

		Tick(final double at, final String text) {
			this.at = at;
			this.text = text;
		}
	}

	/** A line, in picture coordinates; each part is drawn without a break. */
	static final class Line {
		final String name;
		/** The number of the line; for a reference 0, or 1 if it is faint. */
		final int style;
		final boolean reference;
		final boolean marked;
		final boolean joined;
		final List<List<double[]>> parts = new ArrayList<>();
		/** x, low, high. */
		final List<double[]> bars = new ArrayList<>();

		Line(final Chart.Series series, final int style) {
			name = series.name;
			this.style = style;
			reference = series.isReference();
			marked = series.kind == Chart.Kind.POINTS || series.kind == Chart.Kind.MARKS;
			joined = series.kind != Chart.Kind.MARKS;
		}
	}

	private final Chart chart;
	private final double xLow;
	private final double xHigh;
	private final double yLow;
	private final double yHigh;
	private final List<Tick> xTicks;
	private final List<Tick> yTicks;
	private final List<Line> lines = new ArrayList<>();

	ChartLayout(final Chart chart) {
		this.chart = chart;
		final double[] x = { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };
		final double[] y = { Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY };
		for (final Chart.Series s : chart.series()) for (int i = 0; i < s.x.length; i++) {
			if (s.kind.isLevel() && drawable(0, s.y[i])) widen(y, scale(s.y[i]));
			if (!drawable(s.x[i], s.y[i])) continue;
			widen(x, s.x[i]);
			widen(y, scale(s.y[i]));
			if (s.hasIntervals() && drawable(s.x[i], s.low[i])) widen(y, scale(s.low[i]));
			if (s.hasIntervals() && drawable(s.x[i], s.high[i])) widen(y, scale(s.high[i]));
		}
		if (!chart.categories().isEmpty()) {
			x[0] = -0.5;
			x[1] = chart.categories().size() - 0.5;
		}
		settle(x);
		settle(y);
		final double margin = 0.04 * (y[1] - y[0]);
		yLow = y[0] - margin;
		yHigh = y[1] + margin;
		final boolean points = chart.categories().isEmpty()
				&& chart.series().stream().anyMatch(s -> s.kind == Chart.Kind.POINTS);
		xLow = x[0] - (points ? 0.05 * (x[1] - x[0]) : 0);
		xHigh = x[1] + (points ? 0.05 * (x[1] - x[0]) : 0);
		xTicks = chart.categories().isEmpty() ? linear(xLow, xHigh, true) : names();
		yTicks = chart.isLogarithmic() ? decades() : linear(yLow, yHigh, false);
		final long all = chart.series().stream().filter(s -> !s.isReference()).count();
		int curves = 0;
		for (final Chart.Series s : chart.series())
			lines.add(line(s, s.isReference() ? s.kind.isFaint() ? 1 : 0 : curves++, all));
	}

	private List<Tick> names() {
		final List<Tick> out = new ArrayList<>();
		for (int i = 0; i < chart.categories().size(); i++) out.add(new Tick(xAt(i), chart.categories().get(i)));
		return out;
	}

	Chart chart() {
		return chart;
	}

	List<Tick> xTicks() {
		return xTicks;
	}

	List<Tick> yTicks() {
		return yTicks;
	}

	List<Line> lines() {
		return lines;
	}

	/** For the page template. */
	Map<String, Object> model() {
		final Map<String, Object> out = new LinkedHashMap<>();
		out.put("id", chart.id());
		out.put("title", chart.title());
		out.put("alt", chart.alt());
		out.put("xLabel", chart.xLabel());
		out.put("yLabel", chart.yLabel());
		out.put("width", WIDTH);
		out.put("height", HEIGHT);
		out.put("left", LEFT);
		out.put("right", RIGHT);
		out.put("top", TOP);
		out.put("bottom", BOTTOM);
		out.put("xTicks", ticks(xTicks));
		out.put("yTicks", ticks(yTicks));
		final List<Map<String, Object>> all = new ArrayList<>();
		for (final Line line : lines) {
			final Map<String, Object> one = new LinkedHashMap<>();
			one.put("name", line.name);
			one.put("style", line.style % DASHES.length);
			one.put("look", (line.reference ? "r" + line.style % REFERENCES.length : "s" + line.style % DASHES.length));
			one.put("path", line.joined ? path(line) : "");
			final List<Map<String, String>> marks = new ArrayList<>();
			if (line.marked)
				for (final List<double[]> part : line.parts)
					for (final double[] p : part) marks.add(Map.of("x", text(p[0]), "y", text(p[1])));
			one.put("marks", marks);
			final List<String> bars = new ArrayList<>();
			for (final double[] b : line.bars) bars.add(bar(b));
			one.put("bars", bars);
			all.add(one);
		}
		out.put("lines", all);
		return out;
	}

	/** @param all number of lines besides references */
	private Line line(final Chart.Series s, final int style, final long all) {
		final Line out = new Line(s, style);
		if (s.kind.isLevel()) {
			if (drawable(0, s.y[0]))
				out.parts.add(List.of(new double[] { LEFT, yAt(s.y[0]) }, new double[] { RIGHT, yAt(s.y[0]) }));
			return out;
		}
		final double apart = chart.categories().isEmpty() ? DODGE : CATEGORY_DODGE;
		final double shift = s.hasIntervals() ? (style - (all - 1) / 2.0) * apart : 0;
		List<double[]> part = new ArrayList<>();
		for (int i = 0; i < s.x.length; i++) {
			if (!drawable(s.x[i], s.y[i])) {
				if (!part.isEmpty()) out.parts.add(part);
				part = new ArrayList<>();
				continue;
			}
			part.add(new double[] { xAt(s.x[i]) + shift, yAt(s.y[i]) });
			if (s.hasIntervals() && drawable(s.x[i], s.low[i]) && drawable(s.x[i], s.high[i]))
				out.bars.add(new double[] { xAt(s.x[i]) + shift, yAt(s.low[i]), yAt(s.high[i]) });
		}
		if (!part.isEmpty()) out.parts.add(part);
		return out;
	}

	private boolean drawable(final double x, final double y) {
		return Double.isFinite(x) && Double.isFinite(y) && (!chart.isLogarithmic() || y > 0);
	}

	private double scale(final double y) {
		return chart.isLogarithmic() ? Math.log10(y) : y;
	}

	private double xAt(final double x) {
		return LEFT + (x - xLow) / (xHigh - xLow) * (RIGHT - LEFT);
	}

	private double yAt(final double y) {
		return BOTTOM - (scale(y) - yLow) / (yHigh - yLow) * (BOTTOM - TOP);
	}

	private List<Tick> linear(final double low, final double high, final boolean horizontal) {
		final double raw = (high - low) / (horizontal ? X_TICKS : Y_TICKS);
		final double power = Math.pow(10, Math.floor(Math.log10(raw)));
		final double share = raw / power;
		final double step = power * (share <= 1 ? 1 : share <= 2 ? 2 : share <= 5 ? 5 : 10);
		final int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
		final List<Tick> out = new ArrayList<>();
		for (double v = Math.ceil(low / step - 1e-9) * step; v <= high + 1e-9 * step; v += step) {
			final double value = Math.abs(v) < 1e-9 * step ? 0 : v;
			out.add(new Tick(horizontal ? xAt(value) : yAt(value),
					String.format(Locale.ROOT, "%." + digits + "f", value)));
		}
		return out;
	}

	/** Powers of ten and simple multiples; a range too narrow for two of them has evenly spaced values. */
	private List<Tick> decades() {
		final List<Tick> out = new ArrayList<>();
		final int every = (int) Math.max(1, Math.ceil((yHigh - yLow) / 6));
		for (int e = (int) Math.floor(yLow); e <= Math.ceil(yHigh); e++) {
			if (every == 1 && yHigh - yLow < 2)
				for (final int m : new int[] { 1, 2, 5 }) decade(out, m * Math.pow(10, e));
			else if (Math.floorMod(e, every) == 0) decade(out, Math.pow(10, e));
		}
		return out.size() < 2 ? linear(Math.pow(10, yLow), Math.pow(10, yHigh), false) : out;
	}

	private void decade(final List<Tick> out, final double value) {
		final double at = Math.log10(value);
		if (at < yLow || at > yHigh) return;
		final boolean plain = value >= 1e-3 && value <= 1e6;
		out.add(new Tick(yAt(value),
				plain
						? new java.math.BigDecimal(value).round(new java.math.MathContext(3)).stripTrailingZeros()
								.toPlainString()
						: String.format(Locale.ROOT, "%.0e", value)));
	}

	private static void widen(final double[] range, final double value) {
		range[0] = Math.min(range[0], value);
		range[1] = Math.max(range[1], value);
	}

	/** An empty or constant range gets some width. */
	private static void settle(final double[] range) {
		if (range[0] > range[1]) {
			range[0] = 0;
			range[1] = 1;
		}
		if (range[1] - range[0] < 1e-12 * Math.max(1, Math.abs(range[0]))) {
			final double half = Math.max(0.5 * Math.abs(range[0]), 0.5);
			range[0] -= half;
			range[1] += half;
		}
	}

	private static List<Map<String, String>> ticks(final List<Tick> ticks) {
		final List<Map<String, String>> out = new ArrayList<>();
		for (final Tick t : ticks) out.add(Map.of("at", text(t.at), "text", t.text));
		return out;
	}

	private static String path(final Line line) {
		final StringBuilder out = new StringBuilder();
		for (final List<double[]> part : line.parts)
			for (int i = 0; i < part.size(); i++)
				out.append(i == 0 ? 'M' : 'L').append(text(part.get(i)[0])).append(' ').append(text(part.get(i)[1]));
		return out.toString();
	}

	private static String bar(final double[] b) {
		return "M" + text(b[0]) + " " + text(b[1]) + "V" + text(b[2]) + "M" + text(b[0] - CAP) + " " + text(b[1]) + "h"
				+ text(2 * CAP) + "M" + text(b[0] - CAP) + " " + text(b[2]) + "h" + text(2 * CAP);
	}

	private static String text(final double value) {
		return String.format(Locale.ROOT, "%.1f", value);
	}
}
