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
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.ArmResult;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.Comparison;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.Measured;
import org.cmrgan.evaluate.ResultTable;
import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;

/** The experiment: Tables 2 and 3 and Figure 7 of the paper for the user's data, comparisons, every metric. */
final class EvaluationSection {
	private static final String NONE = "No classifier has been evaluated in this study, so nothing is known of a gain.";
	private static final List<Metric> MAIN = List.of(Metric.BALANCED_ACCURACY, Metric.AUC, Metric.SENSITIVITY,
			Metric.SPECIFICITY, Metric.SENSITIVITY_AT_90);
	/** What the table of repeats shows. */
	private static final List<Metric> REPEATED = List.of(Metric.BALANCED_ACCURACY, Metric.AUC, Metric.SENSITIVITY_AT_90,
			Metric.BRIER);

	private final ReportInput input;
	private final Optional<EvaluationResults> evaluation;

	EvaluationSection(final ReportInput input) {
		this.input = input;
		evaluation = input.evaluation();
	}

	Section section() {
		final Section out = new Section("classification", "Does it help a classifier?");
		return evaluation.isEmpty() ? out.text(NONE) : filled(out, evaluation.get());
	}

	private Section filled(final Section out, final EvaluationResults results) {
		out.text(claim());
		final String cuts = input.cuts(Stage.EVALUATE, 0);
		paperTable(results, "table-2", "Average classification results (Table 2 of the paper)",
				List.of(Arm.NONE, Arm.CLASSIC, Arm.EGAN)).ifPresent(t -> out.table(t).note(cuts));
		paperTable(results, "table-3", "Average classification results (Table 3 of the paper)",
				List.of(Arm.NONE, Arm.CLASSIC, Arm.EGAN, Arm.SIMGAN)).ifPresent(t -> out.table(t).note(cuts));
		final EvaluationCharts charts = new EvaluationCharts(results);
		out.text("Every arm with every classifier; bars are 95 % intervals over subjects.");
		out.charts(charts.arms()).note(cuts);
		final List<Chart> curves = charts.ratio();
		if (!curves.isEmpty()) {
			out.text(
					"Accuracy against the number of added images, as multiples of the real ones (Figure 7 of the paper). Bars are 95 % intervals over "
							+ "subjects. The multiple for the tables is chosen on inner validation subjects, never on these curves.");
			out.charts(curves).note(cuts);
		}
		final List<String> sentences = results.comparisons(Metric.BALANCED_ACCURACY).stream().map(Comparison::sentence)
				.collect(Collectors.toList());
		if (!sentences.isEmpty())
			out.text("Comparisons in balanced accuracy, which decides, with Holm's adjustment:").list(sentences);
		if (!results.conclusions().isEmpty()) out.text("Besides:").list(results.conclusions());
		out.table(metricsTable(results, "main-metrics", "What each network gets right", MAIN)).note(cuts);
		out.foldedTable(metricsTable(results, "further-metrics", "Further metrics",
				Stream.of(Metric.values()).filter(metric -> !MAIN.contains(metric)).collect(Collectors.toList())));
		repeats(results).ifPresent(out::table);
		out.text("ROC curves, averaged over folds and repeats at equal rates of false positives:");
		out.charts(charts.roc());
		out.foldedCharts("Calibration: do scores mean what they say?", charts.calibration());
		input.curves().ifPresent(training -> out.foldedCharts(
				"How the networks were trained: means over folds and repeats, on training images as they were shown",
				charts.training(training)));
		out.foldedTable(plain(results.comparisonsTable(), "All comparisons"));
		out.foldedTable(plain(results.metricsTable(), "All metrics at every multiple"));
		return out;
	}

	/** In plain words: what is shown, and which networks are too poor for a gain to mean anything. */
	String claim() {
		return evaluation.map(EvaluationResults::verdict).orElse(NONE);
	}

	private static Optional<Table> paperTable(final EvaluationResults results, final String id, final String title,
			final List<Arm> arms) {
		final Arm last = arms.get(arms.size() - 1);
		if (results.arms().stream().noneMatch(r -> r.arm() == last)) return Optional.empty();
		final List<String> columns = new ArrayList<>(List.of("classifier"));
		for (final Arm arm : arms) columns.add(arm.title());
		final List<List<String>> rows = new ArrayList<>();
		for (final Classifier classifier : results.classifiers()) {
			final List<String> own = new ArrayList<>(List.of(classifier.title()));
			final List<String> paper = new ArrayList<>(List.of(classifier.title() + ", Fu et al. 2021"));
			for (final Arm arm : arms) {
				final Optional<ArmResult> result = results.arm(classifier, arm);
				own.add(result.map(EvaluationSection::accuracy).orElse("not run"));
				paper.add(result.isEmpty() ? "–" : Format.percent(arm.paperAccuracy(classifier).orElse(Double.NaN)));
			}
			rows.add(own);
			if (arms.stream().anyMatch(arm -> arm.paperAccuracy(classifier).isPresent())) rows.add(paper);
		}
		return Optional.of(new Table(id, title, columns, rows,
				"Accuracy on images of subjects never seen in training, with 95 % intervals over subjects; "
						+ "added images as a multiple of the real ones. Always naming the more frequent class gives "
						+ Format.percent(results.majorityAccuracy())
						+ " here and 74.2 % on the paper's images. The paper's figures come from other images and other splits: nothing follows from a difference to them."));
	}

	private static String accuracy(final ArmResult result) {
		final Interval interval = result.interval(Metric.ACCURACY);
		return Format.percent(result.value(Metric.ACCURACY), interval.low(), interval.high())
				+ (result.multipleText().isEmpty() ? "" : ", " + result.multipleText());
	}

	private Table metricsTable(final EvaluationResults results, final String id, final String title,
			final List<Metric> metrics) {
		final List<String> columns = new ArrayList<>(List.of("classifier and arm"));
		for (final Metric metric : metrics) columns.add(metric.title());
		final List<List<String>> rows = new ArrayList<>();
		for (final ArmResult result : results.arms()) {
			final List<String> cells = new ArrayList<>(List.of(name(result)));
			for (final Metric metric : metrics) cells.add(interval(result.measured(), metric));
			rows.add(cells);
		}
		return new Table(id, title, columns, rows,
				"Values with 95 % intervals over subjects, in hundredths where they are shares; the lower Brier score and "
						+ "calibration error, the better. Decisions are taken at a score of 0.5. Positive is "
						+ input.positive() + ".");
	}

	private static Optional<Table> repeats(final EvaluationResults results) {
		if (results.repeats() == 1) return Optional.empty();
		final List<String> columns = new ArrayList<>(List.of("classifier and arm"));
		for (final Metric metric : REPEATED) columns.add(metric.title());
		final List<List<String>> rows = new ArrayList<>();
		for (final ArmResult result : results.arms()) {
			final List<String> single = new ArrayList<>(List.of(name(result)));
			final List<String> together = new ArrayList<>(List.of(name(result) + ", mean of scores"));
			for (final Metric metric : REPEATED) {
				single.add(interval(result.measured(), metric) + "; repeats " + spread(result, metric));
				together.add(interval(result.ensemble().orElseThrow(), metric));
			}
			rows.add(single);
			rows.add(together);
		}
		return Optional.of(new Table("repeats", "Repeats: the chance of training", columns, rows,
				"First each network by itself: value over all " + results.repeats()
						+ " repeats with its 95 % interval over subjects, then the lowest and highest repeat. "
						+ "Below it the mean of the repeats' scores taken as one classifier, which is what one would use."));
	}

	private static String spread(final ArmResult result, final Metric metric) {
		final Map<Boolean, Double> ends = new LinkedHashMap<>();
		for (final double value : result.repeats(metric)) {
			ends.merge(false, value, Math::min);
			ends.merge(true, value, Math::max);
		}
		return number(ends.get(false), metric) + " to " + number(ends.get(true), metric);
	}

	private static String name(final ArmResult result) {
		return result.classifier().title() + ", " + result.arm().title()
				+ (result.multipleText().isEmpty() ? "" : " " + result.multipleText());
	}

	private static String number(final double value, final Metric metric) {
		return String.format(Locale.ROOT, metric.isShare() ? "%.1f" : "%.2f", metric.isShare() ? 100 * value : value)
				.replace("-", "−");
	}

	private static String interval(final Measured result, final Metric metric) {
		final double value = result.value(metric);
		if (!Double.isFinite(value)) return "–";
		final Interval interval = result.interval(metric);
		if (!Double.isFinite(interval.low())) return number(value, metric);
		return number(value, metric) + " (" + number(interval.low(), metric) + (metric.isShare() ? "–" : " to ")
				+ number(interval.high(), metric) + ")";
	}

	private static Table plain(final ResultTable table, final String title) {
		return new Table(table.name(), title, table.columns(), table.rows(), "");
	}
}
