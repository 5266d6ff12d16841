/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.ArmResult;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.Curve;
import org.cmrgan.evaluate.Curves;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.evaluate.statistics.Reliability;

/** The charts of the experiment. The yardstick without augmentation is a line in each, if it was run. */
final class EvaluationCharts {
	private static final int ROC_POINTS = 101;
	/** Fewer images in a bin give no meaningful percentage. */
	private static final int LEAST_IN_A_BIN = 5;
	private static final double[] ENDS = { 0, 100 };

	private final EvaluationResults results;
	private final Optional<ArmResult> yardstick;

	EvaluationCharts(final EvaluationResults results) {
		this.results = results;
		yardstick = results.yardstick().flatMap(classifier -> results.arm(classifier, Arm.NONE));
	}

	/** Balanced accuracy and AUC of every arm. */
	List<Chart> arms() {
		return List.of(arms(Metric.BALANCED_ACCURACY), arms(Metric.AUC));
	}

	private Chart arms(final Metric metric) {
		final List<String> places = results.arms().stream().sorted(Comparator.comparing(ArmResult::arm))
				.map(this::place).distinct().collect(Collectors.toList());
		Chart chart = Chart.of("arms-" + metric.key().replace('_', '-'), capital(metric.title()) + " by arm", "", "",
				metric.title() + ", %").categories(places);
		final List<String> words = new ArrayList<>();
		for (final Classifier classifier : results.classifiers()) {
			final List<ArmResult> points = results.arms().stream().filter(r -> r.classifier() == classifier)
					.collect(Collectors.toList());
			chart = chart.withMarks(classifier.title(),
					points.stream().mapToDouble(r -> places.indexOf(place(r))).toArray(), values(points, metric),
					lows(points, metric), highs(points, metric));
			words.add(classifier.title() + " "
					+ points.stream().map(r -> place(r).replace('\n', ' ') + " " + Format.percent(r.value(metric)))
							.collect(Collectors.joining(", ")));
		}
		return levels(chart, metric).alt(capital(metric.title()) + " by arm: " + String.join("; ", words) + ".");
	}

	/** The arm on two short lines, with the multiple if the arm has a row for each. */
	private String place(final ArmResult result) {
		return result.arm().title().replace(" + ", " +\n").replace("Shuffled ", "Shuffled\n").replace("Noisy ",
				"Noisy\n") + (hasSeveral(result) ? " " + result.multipleText() : "");
	}

	private boolean hasSeveral(final ArmResult result) {
		return results.arms().stream().filter(r -> r.classifier() == result.classifier() && r.arm() == result.arm())
				.count() > 1;
	}

	private String title(final ArmResult result) {
		return result.arm().title() + (hasSeveral(result) ? " " + result.multipleText() : "");
	}

	/** Figure 7 of the paper: accuracy by multiple, one chart per classifier. */
	List<Chart> ratio() {
		final List<Chart> out = new ArrayList<>();
		if (results.ratioArms().isEmpty()) return out;
		for (final Classifier classifier : networks()) {
			Chart chart = Chart.of("figure-7-" + classifier.key(), classifier.title(), "",
					"added images, multiple of the real ones", "accuracy, %");
			final List<String> words = new ArrayList<>();
			for (final Arm arm : results.ratioArms()) {
				final List<ArmResult> points = results.ratio(classifier, arm);
				if (points.isEmpty()) continue;
				chart = chart.withIntervals(arm.title(),
						points.stream().mapToDouble(p -> p.multiple().orElseThrow()).toArray(),
						values(points, Metric.ACCURACY), lows(points, Metric.ACCURACY), highs(points, Metric.ACCURACY));
				words.add(arm.title() + " " + points.stream()
						.map(p -> Format.percent(p.value(Metric.ACCURACY)) + " at " + p.multiple().orElseThrow() + "x")
						.collect(Collectors.joining(", ")));
			}
			chart = paper(paper(chart, classifier, Arm.EGAN, 3), classifier, Arm.SIMGAN, 4);
			if (yardstick.isPresent())
				chart = chart.withLevel(yardstickTitle(), 100 * yardstick.get().value(Metric.ACCURACY));
			out.add(chart.alt("Accuracy of " + classifier.title() + ": " + String.join("; ", words) + "."));
		}
		return out;
	}

	/** The values that the paper gives in words for its Figure 7: the start and the best multiple of each arm. */
	private Chart paper(final Chart chart, final Classifier classifier, final Arm arm, final int multiple) {
		if (results.arm(classifier, arm).isEmpty() || arm.paperAccuracy(classifier).isEmpty()) return chart;
		final double[] none = { Double.NaN, Double.NaN };
		return chart.withIntervals("Fu et al. 2021, " + arm.title(), new double[] { 0, multiple },
				new double[] { 100 * Arm.NONE.paperAccuracy(classifier).orElseThrow(),
						100 * arm.paperAccuracy(classifier).orElseThrow() },
				none, none);
	}

	/** One chart per classifier. */
	List<Chart> roc() {
		final double[] x = IntStream.range(0, ROC_POINTS).mapToDouble(i -> 100.0 * i / (ROC_POINTS - 1)).toArray();
		final List<Chart> out = new ArrayList<>();
		for (final Classifier classifier : results.classifiers()) {
			Chart chart = Chart.of("roc-" + classifier.key(), classifier.title() + ": ROC curves", "",
					"false positives (1 − specificity), %", "sensitivity, %");
			for (final ArmResult result : claimed(classifier))
				chart = chart.with(
						result.arm().title() + ", AUC " + String.format(Locale.ROOT, "%.2f", result.value(Metric.AUC)),
						x, percent(result.measured().roc(ROC_POINTS)));
			if (yardstick.isPresent() && yardstick.get().classifier() != classifier)
				chart = chart.withReference(yardstickTitle(), x, percent(yardstick.get().measured().roc(ROC_POINTS)));
			chart = chart.withFaint("chance", ENDS, ENDS);
			out.add(chart.alt("ROC curves of " + classifier.title() + ": "
					+ claimed(classifier)
							.stream().map(r -> title(r) + " has sensitivity "
									+ Format.percent(r.value(Metric.SENSITIVITY_AT_90)) + " at 90 % specificity")
							.collect(Collectors.joining("; "))
					+ "."));
		}
		return out;
	}

	/** One chart per network; the yardstick's scores are not probabilities. */
	List<Chart> calibration() {
		final List<Chart> out = new ArrayList<>();
		for (final Classifier classifier : networks()) {
			Chart chart = Chart.of("calibration-" + classifier.key(), classifier.title() + ": calibration", "",
					"mean score of the images in a bin, %", "positive images in the bin, %");
			for (final ArmResult result : claimed(classifier)) {
				final List<Reliability> bins = Stream.of(result.measured().reliability())
						.filter(bin -> bin.images() >= LEAST_IN_A_BIN).collect(Collectors.toList());
				final double[] none = DoubleStream.generate(() -> Double.NaN).limit(bins.size()).toArray();
				chart = chart.withIntervals(title(result) + ", error " + Format.number(result.value(Metric.ECE), 2),
						bins.stream().mapToDouble(bin -> 100 * bin.meanScore()).toArray(),
						bins.stream().mapToDouble(bin -> 100 * bin.positiveShare()).toArray(), none, none);
			}
			chart = chart.withFaint("perfect calibration", ENDS, ENDS);
			out.add(chart.alt("Reliability diagram of " + classifier.title()
					+ ": percentage of positive images by score, in ten bins; on the diagonal, scores are probabilities."));
		}
		return out;
	}

	/** Two small charts per arm: loss and accuracy on the images shown in training, with one line per network. */
	List<Chart> training(final Curves curves) {
		final List<Chart> out = new ArrayList<>();
		for (final Arm arm : results.arms().stream().map(ArmResult::arm).distinct().sorted()
				.collect(Collectors.toList())) {
			out.add(training(curves, arm, "loss", "loss", 1, Curve.Point::loss));
			out.add(training(curves, arm, "accuracy", "accuracy, %", 100, Curve.Point::accuracy));
		}
		return out;
	}

	private Chart training(final Curves curves, final Arm arm, final String what, final String unit,
			final double factor, final ToDoubleFunction<Curve.Point> value) {
		Chart chart = Chart.of("classifier-" + what + "-" + arm.key().replace('+', '-'), arm.title() + ": " + what, "",
				"step", unit);
		final List<String> words = new ArrayList<>();
		for (final Classifier classifier : networks()) {
			final List<Curve.Point> points = curves.mean(classifier, arm).points();
			if (points.isEmpty()) continue;
			final double[] y = points.stream().mapToDouble(point -> factor * value.applyAsDouble(point)).toArray();
			chart = chart.with(classifier.title(), points.stream().mapToDouble(Curve.Point::step).toArray(), y);
			words.add(classifier.title() + " from " + Format.number(y[0], 3) + " to "
					+ Format.number(y[y.length - 1], 3));
		}
		return chart.alt("Mean " + what + " on the images shown in training, arm " + arm.title() + ": "
				+ String.join("; ", words) + ".");
	}

	private List<Classifier> networks() {
		return results.classifiers().stream().filter(Classifier::isNetwork).collect(Collectors.toList());
	}

	/** The arms that are meant to help, and none. */
	private List<ArmResult> claimed(final Classifier classifier) {
		return results.arms().stream().filter(r -> r.classifier() == classifier && !r.arm().isControl())
				.collect(Collectors.toList());
	}

	private Chart levels(final Chart chart, final Metric metric) {
		final Chart out = yardstick.isEmpty()
				? chart
				: chart.withLevel(yardstickTitle(), 100 * yardstick.get().value(metric));
		return out.withFaintLevel("chance", 50);
	}

	private String yardstickTitle() {
		return yardstick.orElseThrow().classifier().title() + ", no augmentation";
	}

	private static double[] values(final List<ArmResult> points, final Metric metric) {
		return points.stream().mapToDouble(p -> 100 * p.value(metric)).toArray();
	}

	private static double[] lows(final List<ArmResult> points, final Metric metric) {
		return points.stream().mapToDouble(p -> 100 * p.interval(metric).low()).toArray();
	}

	private static double[] highs(final List<ArmResult> points, final Metric metric) {
		return points.stream().mapToDouble(p -> 100 * p.interval(metric).high()).toArray();
	}

	private static double[] percent(final double[] shares) {
		return DoubleStream.of(shares).map(v -> 100 * v).toArray();
	}

	private static String capital(final String text) {
		return text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
	}
}
