/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;

/** The results in words, and as tables of plain text. */
public final class ResultText {
	private static final List<Arm> PAPER_ORDER = List.of(Arm.NONE, Arm.CLASSIC, Arm.EGAN, Arm.SIMGAN);
	private static final int FIRST = 18;
	private static final int COLUMN = 22;

	private ResultText() {}

	/**
	 * {@return the tables and sentences for a console 120 columns wide}
	 *
	 * @param results of an experiment
	 */
	public static String of(final EvaluationResults results) {
		final StringBuilder out = new StringBuilder();
		out.append(String.format(Locale.ROOT,
				"%d images of %d subjects (%d images of %d subjects %s), %d folds by subject, %d repeat%s%n",
				results.imageCount(), results.subjectCount(), results.positiveImages(), results.positiveSubjects(),
				results.positiveLabel(), results.folds(), results.repeats(), results.repeats() == 1 ? "" : "s"));
		table(out, results, Metric.ACCURACY, String.format(Locale.ROOT,
				"always predicting the more frequent label: %.1f", 100 * results.majorityAccuracy()));
		table(out, results, Metric.BALANCED_ACCURACY, "chance: 50.0");
		table(out, results, Metric.AUC, "chance: 50.0");
		out.append(System.lineSeparator());
		for (final String sentence : sentences(results)) out.append(sentence).append(System.lineSeparator());
		return out.toString();
	}

	private static void table(final StringBuilder out, final EvaluationResults results, final Metric metric,
			final String baseline) {
		out.append(String.format(Locale.ROOT, "%n%s, %% (95 %% interval over subjects; %s)%n", capital(metric.title()),
				baseline));
		// An arm has a column for each multiple if none was chosen, otherwise one.
		final Map<String, ArmResult> all = new LinkedHashMap<>();
		results.arms().stream().sorted(Comparator.comparing(ArmResult::arm).thenComparing(r -> r.multiple().orElse(-1)))
				.forEach(r -> all.putIfAbsent(column(r), r));
		final List<ArmResult> arms = List.copyOf(all.values());
		// The columns are split into two rows if nine arms would not fit into a console.
		for (int from = 0; from < arms.size(); from += 4) {
			final List<ArmResult> columns = arms.subList(from, Math.min(arms.size(), from + 4));
			line(out, "", columns.stream().map(c -> c.arm().title()).collect(Collectors.toList()));
			for (final Classifier classifier : results.classifiers()) {
				line(out, classifier.title(),
						columns.stream().map(c -> at(results, classifier, c).map(r -> cell(r, metric)).orElse("-"))
								.collect(Collectors.toList()));
				if (columns.stream().anyMatch(c -> c.arm().hasMultiple()))
					line(out, "  added images",
							columns.stream()
									.map(c -> at(results, classifier, c).map(ResultText::shortMultiples).orElse(""))
									.collect(Collectors.toList()));
				if (metric == Metric.ACCURACY
						&& columns.stream().anyMatch(c -> c.arm().paperAccuracy(classifier).isPresent()))
					line(out, "  Fu et al. 2021",
							columns.stream().map(c -> paper(c.arm(), classifier)).collect(Collectors.toList()));
			}
		}
	}

	private static String column(final ArmResult result) {
		return result.arm() + " " + result.multiple();
	}

	private static Optional<ArmResult> at(final EvaluationResults results, final Classifier classifier,
			final ArmResult column) {
		return results.arms().stream().filter(r -> r.classifier() == classifier && column(r).equals(column(column)))
				.findFirst();
	}

	private static void line(final StringBuilder out, final String first, final List<String> cells) {
		final StringBuilder line = new StringBuilder(pad(first, FIRST));
		for (final String cell : cells) line.append(pad(cell, COLUMN));
		out.append(line.toString().stripTrailing()).append(System.lineSeparator());
	}

	private static String pad(final String text, final int width) {
		return text.length() >= width ? text + " " : text + " ".repeat(width - text.length());
	}

	private static String cell(final ArmResult result, final Metric metric) {
		final Interval interval = result.interval(metric);
		return String.format(Locale.ROOT, "%.1f (%.1f-%.1f)", 100 * result.value(metric), 100 * interval.low(),
				100 * interval.high());
	}

	private static String shortMultiples(final ArmResult result) {
		if (!result.arm().hasMultiple()) return "";
		return result.foldsByMultiple().keySet().stream().map(m -> m + "x").collect(Collectors.joining(" or "));
	}

	private static String paper(final Arm arm, final Classifier classifier) {
		return arm.paperAccuracy(classifier).isPresent()
				? String.format(Locale.ROOT, "%.1f", 100 * arm.paperAccuracy(classifier).getAsDouble())
				: "";
	}

	/** Plain sentences: one for each comparison in balanced accuracy, one on the paper's order for each classifier, one for each shuffled control. */
	static List<String> sentences(final EvaluationResults results) {
		final List<String> out = new ArrayList<>();
		for (final Comparison comparison : results.comparisons(Metric.BALANCED_ACCURACY))
			out.add(comparison.sentence());
		out.addAll(conclusions(results));
		return out;
	}

	/**
	 * {@return the other conclusions: the paper's order, the shuffled control, and what the intervals leave out}
	 *
	 * @param results of an experiment
	 */
	public static List<String> conclusions(final EvaluationResults results) {
		final List<String> out = new ArrayList<>();
		for (final Classifier classifier : results.classifiers()) {
			order(results, classifier).ifPresent(out::add);
			results.arm(classifier, Arm.SHUFFLED).ifPresent(shuffled -> out.add(shuffled(shuffled)));
			below(results, classifier).ifPresent(out::add);
		}
		if (results.leavesOutRefined())
			out.add("SimGAN is not evaluated, because the refiner changed nothing: train SimGAN again with a lower lambda or more rounds.");
		if (results.repeats() == 1)
			out.add("Every network was trained once, so intervals cover the choice of subjects but not the randomness of training; repeats=5 covers both.");
		return out;
	}

	private static Optional<String> order(final EvaluationResults results, final Classifier classifier) {
		final List<ArmResult> rows = PAPER_ORDER.stream().map(arm -> results.arm(classifier, arm))
				.flatMap(Optional::stream).collect(Collectors.toList());
		if (rows.size() < 3) return Optional.empty();
		boolean rises = true;
		for (int i = 1; i < rows.size(); i++)
			rises &= rows.get(i).value(Metric.ACCURACY) > rows.get(i - 1).value(Metric.ACCURACY);
		final String values = rows.stream()
				.map(r -> String.format(Locale.ROOT, "%s %.1f", r.arm().title(), 100 * r.value(Metric.ACCURACY)))
				.collect(Collectors.joining(", "));
		final List<Comparison> steps = results.comparisons(Metric.ACCURACY).stream()
				.filter(c -> c.arm().classifier() == classifier && PAPER_ORDER.contains(c.arm().arm())
						&& PAPER_ORDER.indexOf(c.arm().arm()) == PAPER_ORDER.indexOf(c.against().arm()) + 1)
				.collect(Collectors.toList());
		final long shown = steps.stream().filter(c -> c.verdict() == Comparison.Verdict.BETTER).count();
		final String gains = shown == 0
				? "none is a significant gain"
				: shown == 1 ? "one is a significant gain" : shown + " are significant gains";
		return Optional.of(String.format(Locale.ROOT, "%s: the accuracies %s the order of the paper (%s)%s.",
				classifier.title(), rises ? "follow" : "do not follow", values,
				steps.isEmpty() ? "" : "; of its " + steps.size() + " steps, " + gains));
	}

	/**
	 * {@return a warning about a network that is worse than the yardstick, so that its gains prove nothing; empty if it is not, or if no yardstick was run}
	 *
	 * @param results of an experiment
	 * @param classifier the network
	 */
	public static Optional<String> below(final EvaluationResults results, final Classifier classifier) {
		final Optional<Classifier> yardstick = results.yardstick();
		if (yardstick.isEmpty() || !classifier.isNetwork()) return Optional.empty();
		for (final ArmResult of : results.arms()) {
			if (of.classifier() != classifier || of.arm().isControl()) continue;
			final Optional<ArmResult> by = results.arm(yardstick.get(), of.arm());
			if (by.isEmpty()) continue;
			return isBelow(of, by.get(), Metric.BALANCED_ACCURACY) || isBelow(of, by.get(), Metric.AUC)
					? Optional.of(String.format(Locale.ROOT,
							"%s does worse than the yardstick, so a gain of this network proves nothing (arm %s: balanced accuracy %.1f against %.1f, AUC %.2f against %.2f).",
							classifier.title(), of.arm().title(), 100 * of.value(Metric.BALANCED_ACCURACY),
							100 * by.get().value(Metric.BALANCED_ACCURACY), of.value(Metric.AUC),
							by.get().value(Metric.AUC)))
					: Optional.empty();
		}
		return Optional.empty();
	}

	private static boolean isBelow(final ArmResult of, final ArmResult yardstick, final Metric metric) {
		return of.value(metric) < yardstick.value(metric);
	}

	private static String shuffled(final ArmResult result) {
		final boolean leak = result.chanceP() < 0.05;
		return String.format(Locale.ROOT,
				"%s: trained on shuffled labels, it is %s chance (balanced accuracy %.1f, %s), %s.",
				result.classifier().title(), leak ? "above" : "not above", 100 * result.value(Metric.BALANCED_ACCURACY),
				Comparison.p(result.chanceP()),
				leak
						? "which happens by chance in 1 of 20 studies, and otherwise means a leak between training and test"
						: "as expected");
	}

	private static String capital(final String text) {
		return Character.toUpperCase(text.charAt(0)) + text.substring(1);
	}
}
