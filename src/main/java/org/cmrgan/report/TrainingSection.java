/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The curves of every training, and which mutations won. */
final class TrainingSection {
	private static final int POINTS = 300;
	/** What the columns of losses.csv mean, by the chart they belong to. */
	private static final Map<String, String> LOSSES = ordered("d_loss", "discriminator", "r_adversarial",
			"refiner, adversarial", "g_loss", "generator");
	private static final Map<String, String> SHARES = ordered("d_real", "on real images", "d_fake",
			"on synthetic images", "d_refined", "on refined images");
	private static final Map<String, String> FITNESS = ordered("fitness", "fitness", "quality", "quality term");
	private static final Map<String, String> DIVERSITY = ordered("diversity", "diversity term");
	private static final Map<String, String> CHANGE = ordered("r_change", "mean |R(x) − x|");

	private static final Map<String, String> RECONSTRUCTION = ordered("reconstruction",
			"regression of codes onto training images");
	private static final Map<String, String> DISTANCES = ordered("texture", "KID, hand-made features", "anatomy",
			"KID, anatomy components");
	/** Columns of E-GAN that mean something while codes are regressed, too. */
	private static final Set<String> BOTH_PHASES = Set.of("reconstruction", "texture", "anatomy");

	private TrainingSection() {}

	static Section of(final ReportInput input) {
		final Section out = new Section("training", "Training");
		boolean any = false;
		for (final ReportInput.Training training : input.trainings()) {
			final Optional<CsvTable> losses = CsvTable.read(training.folder.resolve("losses.csv"));
			if (losses.isEmpty() || losses.get().size() == 0) continue;
			any = true;
			final List<Chart> charts = charts(training, losses.get());
			if (training.fold == input.shownFold())
				out.charts(charts).note(training.title() + ". " + input.cuts(training.stage, training.fold));
			else
				out.foldedCharts(training.title(), charts);
		}
		if (!any) out.text("No network has been trained in this study.");
		final List<List<String>> rows = new ArrayList<>();
		for (final ReportInput.Training training : input.trainings())
			CsvTable.read(training.folder.resolve("fitness.csv"))
					.ifPresent(fitness -> rows.add(winners(training.title(), fitness)));
		if (!rows.isEmpty())
			out.table(new Table("mutations", "Which mutation won",
					List.of("generator", "heuristic", "minimax", "least squares", "generations"), rows,
					"Share of the generations in which the child of this mutation had the highest fitness."));
		return out;
	}

	private static List<Chart> charts(final ReportInput.Training training, final CsvTable losses) {
		final boolean egan = training.stage == Stage.EGAN;
		final String title = training.title();
		final List<Chart> out = new ArrayList<>();
		out.add(chart(training, losses, "loss", title + ": losses", "mean loss", LOSSES));
		out.add(chart(training, losses, "discriminator", title + ": discriminator",
				egan ? "mean output (1 = real)" : "share of patches right", SHARES));
		if (egan) {
			out.add(chart(training, losses, "fitness", title + ": fitness of the survivor", "fitness", FITNESS));
			out.add(chart(training, losses, "diversity", title + ": diversity of the survivor",
					"diversity term of the fitness", DIVERSITY));
			if (losses.has("texture")) {
				out.add(chart(training, losses, "reconstruction", title + ": distance to training images",
						"mean pyramid loss", RECONSTRUCTION));
				out.add(chart(training, losses, "distances", title + ": to subjects held out of its training",
						"KID of the last snapshot", DISTANCES).logarithmic());
			}
		} else
			out.add(chart(training, losses, "change", title + ": what the refiner changes", "mean |R(x) − x|", CHANGE));
		return out;
	}

	private static Chart chart(final ReportInput.Training training, final CsvTable losses, final String id,
			final String title, final String y, final Map<String, String> columns) {
		final String unit = losses.columns().get(0);
		final double[] steps = losses.numbers(unit);
		Chart chart = Chart.of("training-" + training.id() + "-" + id, title, "", unit, y);
		final List<String> words = new ArrayList<>();
		for (final Map.Entry<String, String> column : columns.entrySet()) {
			if (!losses.has(column.getKey())) continue;
			final double[] values = losses.numbers(column.getKey());
			if (training.stage == Stage.EGAN && losses.has("phase") && !BOTH_PHASES.contains(column.getKey())) {
				final double[] phases = losses.numbers("phase");
				for (int i = 0; i < values.length; i++) if (phases[i] < 2) values[i] = Double.NaN;
			}
			final double[][] thin = thin(steps, values);
			if (thin[0].length == 0) continue;
			chart = chart.with(column.getValue(), thin[0], thin[1]);
			words.add(column.getValue() + " from " + Format.number(thin[1][0], 3) + " to "
					+ Format.number(thin[1][thin[1].length - 1], 3));
		}
		return chart.alt("Line chart over " + unit + "s: " + String.join("; ", words) + ".");
	}

	/** Means over blocks of steps: a page need not hold every one of thousands, and the curve is read more easily. */
	static double[][] thin(final double[] x, final double[] y) {
		final int block = Math.max(1, (x.length + POINTS - 1) / POINTS);
		final double[] outX = new double[(x.length + block - 1) / block];
		final double[] outY = new double[outX.length];
		int n = 0;
		for (int from = 0; from < x.length; from += block) {
			double sumX = 0;
			double sumY = 0;
			int count = 0;
			for (int i = from; i < Math.min(from + block, x.length); i++) {
				if (!Double.isFinite(y[i])) continue; // a phase of training without this loss
				sumX += x[i];
				sumY += y[i];
				count++;
			}
			if (count == 0) continue;
			outX[n] = sumX / count;
			outY[n++] = sumY / count;
		}
		return new double[][] { Arrays.copyOf(outX, n), Arrays.copyOf(outY, n) };
	}

	/** A row of the table: how often each mutation's child was the fittest, and the number of generations. */
	static List<String> winners(final String title, final CsvTable fitness) {
		final Map<String, Integer> wins = new LinkedHashMap<>();
		String last = "";
		int all = 0;
		for (int i = 0; i < fitness.size(); i++) {
			final String chosen = fitness.text(i, "chosen");
			final String generation = fitness.text(i, "generation");
			// The fittest of a generation come first; where several survive, the others had not the highest fitness.
			if (!chosen.equals("true") && !chosen.equals("1") || generation.equals(last)) continue;
			last = generation;
			wins.merge(fitness.text(i, "mutation").toLowerCase(java.util.Locale.ROOT).replaceAll("[^a-z]", ""), 1,
					Integer::sum);
			all++;
		}
		final List<String> out = new ArrayList<>(List.of(title));
		for (final String mutation : List.of("heuristic", "minimax", "leastsquares"))
			out.add(Format.percent(all == 0 ? Double.NaN : wins.getOrDefault(mutation, 0) / (double) all));
		out.add(String.valueOf(all));
		return out;
	}

	private static Map<String, String> ordered(final String... keysAndValues) {
		final Map<String, String> out = new LinkedHashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2) out.put(keysAndValues[i], keysAndValues[i + 1]);
		return out;
	}
}
