/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.Color;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

import ij.gui.Plot;
import ij.process.ColorProcessor;

/**
 * The figures of a training over its steps: a small plot for each, all in one image. Memory and drawing time are
 * bounded.
 */
final class Curves {
	/** Wide enough for the longest of {@link FigureWords}. */
	private static final int PLOT_WIDTH = 400;
	private static final int PLOT_HEIGHT = 170;
	private static final int COLUMNS = 2;
	/** Position of the label of the chance line: fraction of the plot's width, and smallest fraction of its height. */
	private static final double CHANCE_X = 0.84;
	private static final double CHANCE_Y = 0.12;
	private static final int MOST_POINTS = 1000;
	/** A curve of fewer points shows each. */
	private static final int FEW = 30;

	private static final class Curve {
		private final float[] x = new float[MOST_POINTS];
		private final float[] y = new float[MOST_POINTS];
		private int size;
		/** One of this many values is kept; doubles when the arrays are full. */
		private long stride = 1;
		private long seen;
		private double last = Double.NaN;

		private void add(final long step, final double value) {
			// A training that returned to a snapshot takes its way from there, not the way that it left.
			while (size > 0 && x[size - 1] >= step) size--;
			if (Double.isNaN(value)) return;
			last = value;
			if (seen++ % stride != 0) return;
			if (size == MOST_POINTS) halve();
			x[size] = step;
			y[size++] = (float) value;
		}

		private void halve() {
			size /= 2;
			stride *= 2;
			for (int i = 0; i < size; i++) {
				x[i] = x[2 * i];
				y[i] = y[2 * i];
			}
		}

		private float[] xs() {
			return java.util.Arrays.copyOf(x, size);
		}

		private float[] ys() {
			return java.util.Arrays.copyOf(y, size);
		}
	}

	private final Map<String, Curve> curves = new LinkedHashMap<>();
	private final String label;
	private final String unit;
	private final long steps;

	/**
	 * @param label what is trained
	 * @param unit the name of a step, below the plots
	 * @param steps the last step, at the right end of the plots
	 */
	Curves(final String label, final String unit, final long steps) {
		this.label = label;
		this.unit = unit;
		this.steps = steps;
	}

	/** @param figures values of this step by name; NaN where it measured none */
	synchronized void add(final long step, final Map<String, Double> figures) {
		figures.forEach((name, value) -> curves.computeIfAbsent(name, n -> new Curve()).add(step, value));
	}

	/** A picture of all curves. The same figures always give a picture of the same size. */
	synchronized ColorProcessor draw() {
		final int rows = Math.max(1, (curves.size() + COLUMNS - 1) / COLUMNS);
		ColorProcessor page = new ColorProcessor(COLUMNS * PLOT_WIDTH, rows * PLOT_HEIGHT);
		page.setColor(Color.WHITE);
		page.fill();
		int place = 0;
		for (final Map.Entry<String, Curve> entry : curves.entrySet()) {
			final ColorProcessor plot = plot(entry.getKey(), entry.getValue());
			page.insert(plot, place % COLUMNS * PLOT_WIDTH, place / COLUMNS * PLOT_HEIGHT);
			place++;
		}
		return page;
	}

	private ColorProcessor plot(final String name, final Curve curve) {
		final Plot plot = new Plot("", unit, "");
		plot.setSize(PLOT_WIDTH, PLOT_HEIGHT);
		plot.setFontSize(10);
		if (curve.size > 0) {
			final double[] range = range(curve.ys(), FigureWords.chance(name));
			plot.setLimits(0, steps, range[0], range[1]);
			FigureWords.chance(name).ifPresent(chance -> {
				plot.setColor(Color.GRAY);
				plot.drawDottedLine(0, chance, steps, chance, 3);
				plot.addLabel(CHANCE_X, Math.max(CHANCE_Y, (range[1] - chance) / (range[1] - range[0])), "chance");
			});
			plot.setColor(new Color(0x1f4e8c));
			// Few values are those of snapshots, and the first of them does not make a line.
			plot.addPoints(curve.xs(), curve.ys(), curve.size < FEW ? Plot.CONNECTED_CIRCLES : Plot.LINE);
		}
		plot.setColor(Color.BLACK);
		plot.addLabel(0, 0, String.format(Locale.ROOT, "%s: %.4g", FigureWords.of(name, label), curve.last));
		return plot.getProcessor().convertToColorProcessor().resize(PLOT_WIDTH, PLOT_HEIGHT).convertToColorProcessor();
	}

	private static double[] range(final float[] values, final OptionalDouble within) {
		double min = within.orElse(Double.POSITIVE_INFINITY);
		double max = within.orElse(Double.NEGATIVE_INFINITY);
		for (final float value : values) {
			min = Math.min(min, value);
			max = Math.max(max, value);
		}
		final double margin = max > min ? 0.05 * (max - min) : 0.5;
		return new double[] { min - margin, max + margin };
	}
}
