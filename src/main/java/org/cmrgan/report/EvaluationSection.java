/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

import org.cmrgan.data.PatchSet;
import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.ArmResult;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.Comparison;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.Measured;
import org.cmrgan.evaluate.Misclassified;
import org.cmrgan.evaluate.ResultTable;
import org.cmrgan.evaluate.ResultTables;
import org.cmrgan.evaluate.ResultText;
import org.cmrgan.evaluate.VerdictText;
import org.cmrgan.evaluate.statistics.Confusion;
import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;

/** The experiment: the conclusion, Tables 2 and 3 and Figure 7 of the paper for the user's data, and every metric. */
final class EvaluationSection {
	private static final String NONE = "This study has no evaluation, so it does not show whether synthetic images help.";
	private static final List<Metric> MAIN = List.of(Metric.BALANCED_ACCURACY, Metric.AUC, Metric.SENSITIVITY,
			Metric.SPECIFICITY, Metric.SENSITIVITY_AT_90);
	/** The metrics in the table of repeats. */
	private static final List<Metric> REPEATED = List.of(Metric.BALANCED_ACCURACY, Metric.AUC, Metric.SENSITIVITY_AT_90,
			Metric.BRIER);
	private static final int STRIP = 8;

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
		final String preset = input.preset(Stage.EVALUATE, 0);
		comparisons(results).ifPresent(t -> out.table(t).note(preset));
		final List<String> others = ResultText.conclusions(results).stream().filter(s -> !claim().contains(s))
				.collect(Collectors.toList());
		if (!others.isEmpty()) out.text("Please note:").list(others);
		paperTable(results, "table-2", "Average classification results (Table 2 of the paper)",
				List.of(Arm.NONE, Arm.CLASSIC, Arm.EGAN)).ifPresent(t -> out.table(t).note(preset));
		paperTable(results, "table-3", "Average classification results (Table 3 of the paper)",
				List.of(Arm.NONE, Arm.CLASSIC, Arm.EGAN, Arm.SIMGAN)).ifPresent(t -> out.table(t).note(preset));
		final EvaluationCharts charts = new EvaluationCharts(results);
		out.text("All arms and classifiers. Bars are 95 % intervals over subjects.");
		out.charts(charts.arms()).note(preset);
		final List<Chart> curves = charts.ratio();
		if (!curves.isEmpty()) {
			out.text("Accuracy by the number of added images (Figure 7 of the paper). Bars are 95 % intervals over "
					+ "subjects. These curves show test images, so they are never used to choose the multiple in the tables.");
			out.charts(curves).note(preset);
		}
		out.table(metricsTable(results, "main-metrics", "Main metrics", MAIN)).note(preset);
		out.text("ROC curves, averaged over folds and repeats at equal rates of false positives.");
		out.charts(charts.roc()).note(preset);
		out.table(confusion(results)).note(preset);
		misclassified(results).ifPresent(picture -> out.picture(picture).note(preset));
		repeats(results).ifPresent(out::table);
		out.foldedTable(metricsTable(results, "further-metrics", "Further metrics",
				Stream.of(Metric.values()).filter(metric -> !MAIN.contains(metric)).collect(Collectors.toList())));
		out.foldedCharts("Calibration: are the scores probabilities?", charts.calibration());
		input.curves().ifPresent(training -> out.foldedCharts(
				"Training curves: means over folds and repeats, on the training images as shown to the networks",
				charts.training(training)));
		out.foldedTable(plain(ResultTables.comparisons(results), "All comparisons with every test"));
		out.foldedTable(plain(ResultTables.metrics(results), "All metrics at every multiple"));
		return out;
	}

	/** The conclusion in plain words, and which networks are too weak for a gain to mean anything. */
	String claim() {
		return evaluation.map(VerdictText::of).orElse(NONE);
	}

	private static String points(final double difference) {
		return String.format(Locale.ROOT, "%+.1f", 100 * difference).replace("-", "−");
	}

	/** A row for each comparison that decides. */
	private static Optional<Table> comparisons(final EvaluationResults results) {
		final List<Comparison> made = results.comparisons(Metric.BALANCED_ACCURACY);
		if (made.isEmpty()) return Optional.empty();
		final List<List<String>> rows = new ArrayList<>();
		for (final Comparison c : made)
			rows.add(List.of(c.arm().classifier().title(), titled(c.arm()), titled(c.against()), points(c.difference()),
					points(c.interval().low()) + " to " + points(c.interval().high()), bare(c.holmP()),
					verdict(c.verdict()), c.subjectsNeededText()));
		final int family = made.stream().mapToInt(Comparison::family).max().orElseThrow();
		return Optional.of(new Table("comparisons-summary", "Comparisons in balanced accuracy",
				List.of("classifier", "arm", "compared with", "difference, points", "95 % interval", "p", "result",
						"subjects needed"),
				rows,
				"The p-value is that of an exact permutation test that swaps arms by subject"
						+ (family > 1 ? ", after Holm's adjustment for " + family + " comparisons" : "")
						+ ". Significant means p < 0.05. Subjects needed: the size of a similar study that would show "
						+ "this difference with 80 % power."));
	}

	private static String bare(final double p) {
		return Comparison.p(p).replace("p = ", "").replace("p ", "");
	}

	private static String verdict(final Comparison.Verdict verdict) {
		switch (verdict) {
			case BETTER :
				return "significantly better";
			case WORSE :
				return "significantly worse";
			default :
				return "not significant";
		}
	}

	private static String titled(final ArmResult result) {
		return result.arm().title() + (result.multipleText().isEmpty() ? "" : " " + result.multipleText());
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
				"Accuracy on images of held-out subjects, with 95 % intervals over subjects; "
						+ "added images as a multiple of the real ones. Always predicting the more frequent class gives "
						+ Format.percent(results.majorityAccuracy())
						+ " here and 74.2 % on the paper's images. The paper used other images and other splits, so its figures cannot be compared directly."));
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
				"Values with 95 % intervals over subjects; rates are in percent. Lower is better for the Brier score and the "
						+ "calibration error. The decision threshold is a score of 0.5. The positive class is "
						+ input.positive() + ".");
	}

	/** The confusion matrix of every arm, one per row. */
	private Table confusion(final EvaluationResults results) {
		final String positive = input.positive();
		final String negative = input.negative();
		final List<List<String>> rows = new ArrayList<>();
		for (final ArmResult result : results.arms()) {
			final Confusion c = result.measured().confusion();
			rows.add(List.of(name(result), count(c.truePositives(), c.falseNegatives()),
					count(c.falseNegatives(), c.truePositives()), count(c.trueNegatives(), c.falsePositives()),
					count(c.falsePositives(), c.trueNegatives())));
		}
		return new Table("confusion", "Confusion matrices: true class → decision",
				List.of("classifier and arm", positive + " → " + positive, positive + " → " + negative,
						negative + " → " + negative, negative + " → " + positive),
				rows,
				"Number of test images, and their percentage of the images of the true class." + (results.repeats() == 1
						? ""
						: " Each of " + results.repeats() + " repeats counts every image."));
	}

	private static String count(final int n, final int rest) {
		return n + " (" + Format.percent(n / (double) (n + rest)) + ")";
	}

	/** The images that networks misclassified most often, a row per class. */
	private Optional<Picture> misclassified(final EvaluationResults results) {
		final PatchSet real = input.real();
		Picture out = Picture.of("misclassified", "Images most often misclassified",
				"Below each image are its name and the number of wrong decisions over all networks, arms and repeats; "
						+ "controls are not counted.",
				real.width(), real.height(), Picture.numbers(STRIP));
		for (final boolean positive : new boolean[] { true, false }) {
			final List<Misclassified> worst = results.misclassified(positive).stream()
					.filter(m -> input.place(m.id()).isPresent()).limit(STRIP).collect(Collectors.toList());
			out = out.captioned(
					positive
							? input.positive() + " classified as " + input.negative()
							: input.negative() + " classified as " + input.positive(),
					worst.stream().map(m -> real.pixels(input.place(m.id()).orElseThrow()))
							.collect(Collectors.toList()),
					worst.stream().map(m -> m.id() + ": " + m.wrong() + " of " + m.decisions())
							.collect(Collectors.toList()));
		}
		return out.getRows().isEmpty() ? Optional.empty() : Optional.of(out);
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
		return Optional.of(new Table("repeats", "Repeats: the randomness of training", columns, rows,
				"The first row of an arm counts every network by itself: the value over all " + results.repeats()
						+ " repeats with its 95 % interval over subjects, then the lowest and highest repeat. "
						+ "The second row averages the scores of the repeats, as an ensemble would."));
	}

	private static String spread(final ArmResult result, final Metric metric) {
		final double[] values = result.repeats(metric);
		return number(DoubleStream.of(values).min().orElseThrow(), metric) + " to "
				+ number(DoubleStream.of(values).max().orElseThrow(), metric);
	}

	private static String name(final ArmResult result) {
		return result.classifier().title() + ", " + titled(result);
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
