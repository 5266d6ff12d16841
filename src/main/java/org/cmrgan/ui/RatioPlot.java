/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.Color;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.RatioTable;

import ij.gui.Plot;

/** Figure 7 of the paper as ImageJ's plots: accuracy against the multiple of added images, with 95 % intervals over subjects. */
final class RatioPlot {
	private static final int WIDTH = 520;
	private static final int HEIGHT = 320;
	/** Colours that colour-blind people can distinguish (Okabe and Ito). */
	private static final Color[] COLOURS = { new Color(0x0072b2), new Color(0xd55e00), new Color(0x009e73),
			new Color(0xcc79a7), new Color(0x8a6500), new Color(0x333333) };
	private static final String[] SHAPES = { "circle", "box", "triangle", "diamond", "x", "cross" };

	private RatioPlot() {}

	/**
	 * Opens a plot for each classifier; none if no arm adds images.
	 *
	 * @param csv ratio.csv of an evaluation
	 * @param majority accuracy of always predicting the more frequent label, in percent
	 */
	static void show(final Path csv, final double majority) {
		for (final Plot plot : of(csv, majority)) Windows.quietly(() -> Windows.place(plot.show()));
	}

	static List<Plot> of(final Path csv, final double majority) {
		final List<RatioTable.Row> rows = RatioTable.read(csv);
		return rows.stream().map(RatioTable.Row::classifier).distinct()
				.map(classifier -> plot(rows, classifier, majority)).collect(Collectors.toList());
	}

	private static Plot plot(final List<RatioTable.Row> rows, final Classifier classifier, final double majority) {
		final Plot plot = new Plot("Accuracy of " + classifier.title(), "added images, multiple of the real ones",
				"accuracy (%)");
		plot.setSize(WIDTH, HEIGHT);
		final List<String> names = new ArrayList<>();
		double low = majority;
		double high = majority;
		double last = 0;
		for (final Arm arm : rows.stream().map(RatioTable.Row::arm).distinct().collect(Collectors.toList())) {
			final List<double[]> points = points(rows, classifier, arm);
			if (points.isEmpty()) continue;
			final Color colour = COLOURS[names.size() % COLOURS.length];
			plot.setColor(colour, colour);
			// Shifted a little, so that no interval hides another.
			final double shift = 0.04 * names.size();
			final double[] x = points.stream().mapToDouble(p -> p[0] + shift).toArray();
			plot.setLineWidth(2);
			for (int i = 1; i < x.length; i++) plot.drawLine(x[i - 1], points.get(i - 1)[1], x[i], points.get(i)[1]);
			plot.add(SHAPES[names.size() % SHAPES.length], x, points.stream().mapToDouble(p -> p[1]).toArray());
			plot.setLineWidth(1);
			for (int i = 0; i < x.length; i++) {
				plot.drawLine(x[i], points.get(i)[2], x[i], points.get(i)[3]);
				low = Math.min(low, points.get(i)[2]);
				high = Math.max(high, points.get(i)[3]);
				last = Math.max(last, x[i]);
			}
			names.add(arm.title());
		}
		// Added after the data, so that the legend names it.
		plot.setColor(Color.GRAY);
		plot.setLineWidth(1);
		plot.add("line", new double[] { -0.3, last + 0.3 }, new double[] { majority, majority });
		names.add("always the more frequent label (chance)");
		plot.setColor(Color.BLACK);
		// Room for the legend below everything.
		plot.setLimits(-0.3, last + 0.3, low - 0.08 * (names.size() + 1) * (high - low),
				Math.min(101, Math.ceil(high) + 1));
		plot.addLegend(String.join("\n", names), "bottom-right");
		return plot;
	}

	/** Multiple, accuracy and both ends of its interval in percent. */
	private static List<double[]> points(final List<RatioTable.Row> rows, final Classifier classifier, final Arm arm) {
		return rows
				.stream().filter(r -> r.classifier() == classifier && r.arm() == arm).map(r -> new double[] {
						r.multiple(), 100 * r.accuracy(), 100 * r.interval().low(), 100 * r.interval().high() })
				.collect(Collectors.toList());
	}
}
