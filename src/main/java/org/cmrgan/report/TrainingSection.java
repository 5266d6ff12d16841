/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.egan.GenerationFigure;
import org.cmrgan.egan.Mutation;
import org.cmrgan.simgan.RoundFigure;
import org.cmrgan.train.StepCurves;
import org.cmrgan.train.StepFigure;

/** The curves of every training, and which mutations won. */
final class TrainingSection {
	private static final int POINTS = 300;

	private TrainingSection() {}

	static Section of(final ReportInput input) {
		final Section out = new Section("training", "Training");
		if (input.trainings().isEmpty()) out.text("No network has been trained in this study.");
		for (final TrainedNetwork training : input.trainings())
			if (training.fold() == input.shownFold())
				out.charts(charts(training))
						.note(training.title() + ". " + input.preset(training.stage(), training.fold()));
			else
			out.foldedCharts(training.title(), charts(training));
		final List<List<String>> rows = input.trainings().stream().filter(t -> t.stage() == Stage.EGAN)
				.map(TrainingSection::winners).collect(Collectors.toList());
		if (!rows.isEmpty())
			out.table(new Table("mutations", "Which mutation won", mutationColumns(), rows,
					"Fraction of the generations in which the child of this mutation had the highest fitness."));
		return out;
	}

	private static List<String> mutationColumns() {
		final List<String> out = new ArrayList<>(List.of("generator"));
		for (final Mutation mutation : Mutation.values()) out.add(mutation.title());
		out.add("generations");
		return out;
	}

	private static List<Chart> charts(final TrainedNetwork training) {
		return training.stage() == Stage.EGAN ? generatorCharts(training) : refinerCharts(training);
	}

	private static List<Chart> generatorCharts(final TrainedNetwork training) {
		final StepCurves curves = training.curves();
		final String title = training.title();
		final List<Chart> out = new ArrayList<>();
		out.add(chart(training, curves, "loss", title + ": losses", "mean loss", GenerationFigure.D_LOSS));
		out.add(chart(training, curves, "discriminator", title + ": discriminator", "mean output (1 = real)",
				GenerationFigure.D_REAL, GenerationFigure.D_FAKE));
		out.add(chart(training, curves, "fitness", title + ": fitness of the survivor", "fitness",
				GenerationFigure.FITNESS, GenerationFigure.QUALITY));
		out.add(chart(training, curves, "diversity", title + ": diversity of the survivor",
				"diversity term of the fitness", GenerationFigure.DIVERSITY));
		if (!curves.has(GenerationFigure.TEXTURE)) return out;
		out.add(chart(training, curves, "reconstruction", title + ": distance to training images", "mean pyramid loss",
				GenerationFigure.RECONSTRUCTION));
		out.add(chart(training, curves, "texture", title + ": texture, distance to held-out subjects", "KID",
				GenerationFigure.TEXTURE).logarithmic());
		out.add(chart(training, curves, "anatomy", title + ": anatomy, distance to held-out subjects", "KID",
				GenerationFigure.ANATOMY));
		return out;
	}

	private static List<Chart> refinerCharts(final TrainedNetwork training) {
		final StepCurves curves = training.curves();
		final String title = training.title();
		return List.of(
				chart(training, curves, "loss", title + ": losses", "mean loss", RoundFigure.D_LOSS,
						RoundFigure.R_ADVERSARIAL),
				chart(training, curves, "discriminator", title + ": discriminator", "fraction classified correctly",
						RoundFigure.D_REAL, RoundFigure.D_REFINED),
				chart(training, curves, "change", title + ": what the refiner changes", "mean |R(x) − x|",
						RoundFigure.R_CHANGE));
	}

	private static Chart chart(final TrainedNetwork training, final StepCurves curves, final String id,
			final String title, final String y, final StepFigure... figures) {
		final double[] steps = curves.steps();
		Chart chart = Chart.of("training-" + training.id() + "-" + id, title, "", curves.unit(), y);
		final List<String> words = new ArrayList<>();
		for (final StepFigure figure : figures) {
			final double[][] thin = thin(steps, curves.of(figure));
			if (thin[0].length == 0) continue;
			chart = chart.with(figure.title(), thin[0], thin[1]);
			words.add(figure.title() + " from " + Format.number(thin[1][0], 3) + " to "
					+ Format.number(thin[1][thin[1].length - 1], 3));
		}
		return chart.alt("Line chart over " + curves.unit() + "s: " + String.join("; ", words) + ".");
	}

	/**
	 * Means over blocks of steps, because a page need not contain thousands of them, and the curve is easier to read.
	 */
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
				if (!Double.isFinite(y[i])) continue; // the step did not measure this figure
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

	/** A row of the table: how often the child of each mutation was the fittest, and the number of generations. */
	static List<String> winners(final TrainedNetwork generator) {
		final Map<Mutation, Integer> wins = generator.wins();
		final int all = wins.values().stream().mapToInt(Integer::intValue).sum();
		return Stream.of(Stream.of(generator.title()),
				Stream.of(Mutation.values())
						.map(m -> Format.percent(all == 0 ? Double.NaN : wins.getOrDefault(m, 0) / (double) all)),
				Stream.of(String.valueOf(all))).flatMap(s -> s).collect(Collectors.toList());
	}
}
