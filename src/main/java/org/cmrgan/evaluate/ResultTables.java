/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;

/**
 * The tables that follow from the predictions; shares and p-values from 0 to 1 with six decimals. Only people read
 * their files, but for {@link RatioTable}: whatever else needs results computes them from the predictions.
 */
final class ResultTables {
	/** What the ends of a metric's interval are called after its own column. */
	static final String LOW = "_low";
	static final String HIGH = "_high";

	private ResultTables() {}

	static List<ResultTable> of(final EvaluationResults results) {
		return List.of(metrics(results), table(results), RatioTable.of(results), comparisons(results), repeats(results),
				conclusions(results));
	}

	/** Every multiple, then the chosen ones where there was a choice. */
	static ResultTable metrics(final EvaluationResults results) {
		final List<String> columns = new ArrayList<>(
				List.of("classifier", "arm", "multiple", "images", "subjects", "repeats", "majority_accuracy"));
		for (final Metric metric : Metric.values()) addColumns(columns, metric);
		columns.addAll(List.of("accuracy_wilson_low", "accuracy_wilson_high", "p_above_chance"));
		ResultTable out = ResultTable.of("metrics", columns);
		final List<ArmResult> rows = new ArrayList<>(results.everyMultiple());
		for (final ArmResult arm : results.arms()) if (arm.multiple().isEmpty()) rows.add(arm);
		for (final ArmResult arm : rows) {
			final List<Object> values = new ArrayList<>(
					List.of(arm.classifier().key(), arm.arm().key(), multiple(arm), results.imageCount(),
							results.subjectCount(), results.repeats(), number(results.majorityAccuracy())));
			for (final Metric metric : Metric.values()) add(values, arm.measured(), metric);
			values.addAll(List.of(number(arm.wilson().low()), number(arm.wilson().high()), number(arm.chanceP())));
			out = out.with(values);
		}
		return out;
	}

	private static ResultTable table(final EvaluationResults results) {
		final List<String> columns = new ArrayList<>(List.of("classifier", "arm", "multiples"));
		addColumns(columns, Metric.ACCURACY);
		addColumns(columns, Metric.BALANCED_ACCURACY);
		columns.addAll(List.of("majority_accuracy", "paper_accuracy"));
		ResultTable out = ResultTable.of("table", columns);
		for (final ArmResult arm : results.arms()) {
			final List<Object> values = new ArrayList<>(
					List.of(arm.classifier().key(), arm.arm().key(), arm.multipleText()));
			add(values, arm.measured(), Metric.ACCURACY);
			add(values, arm.measured(), Metric.BALANCED_ACCURACY);
			values.add(number(results.majorityAccuracy()));
			values.add(number(arm.arm().paperAccuracy(arm.classifier()).orElse(Double.NaN)));
			out = out.with(values);
		}
		return out;
	}

	static ResultTable comparisons(final EvaluationResults results) {
		ResultTable out = ResultTable.of("comparisons",
				List.of("metric", "classifier", "arm", "against", "difference", "difference_low", "difference_high",
						"p_subjects", "p_holm", "comparisons", "only_arm_right", "only_against_right", "p_mcnemar",
						"p_nadeau_bengio", "subjects_for_80_percent_power", "verdict", "sentence"));
		for (final Comparison c : results.comparisons())
			out = out.with(List.of(c.metric().key(), c.arm().classifier().key(), c.arm().arm().key(),
					c.against().arm().key(), number(c.difference()), number(c.interval().low()),
					number(c.interval().high()), number(c.subjectP()), number(c.holmP()), c.family(), c.onlyArm(),
					c.onlyAgainst(), number(c.mcNemarP()), number(c.nadeauBengioP()),
					c.subjectsNeeded().isPresent() ? c.subjectsNeeded().getAsLong() : "",
					c.verdict().name().toLowerCase(Locale.ROOT), c.sentence()));
		return out;
	}

	/** Each repeat alone, and all together as one classifier that averages their scores. */
	private static ResultTable repeats(final EvaluationResults results) {
		final List<String> columns = new ArrayList<>(List.of("classifier", "arm", "multiples", "repeat"));
		for (final Metric metric : Metric.values()) columns.add(metric.key());
		ResultTable out = ResultTable.of("repeats", columns);
		for (final ArmResult arm : results.arms()) {
			if (arm.ensemble().isEmpty()) continue;
			for (int i = 0; i < results.repeats(); i++) {
				final int repeat = i;
				out = out.with(values(arm, String.valueOf(i + 1), metric -> arm.repeats(metric)[repeat]));
			}
			out = out.with(values(arm, "mean of scores", arm.ensemble().get()::value));
		}
		return out;
	}

	private static List<Object> values(final ArmResult arm, final String repeat, final ToDoubleFunction<Metric> value) {
		final List<Object> out = new ArrayList<>(
				List.of(arm.classifier().key(), arm.arm().key(), arm.multipleText(), repeat));
		for (final Metric metric : Metric.values()) out.add(number(value.applyAsDouble(metric)));
		return out;
	}

	private static ResultTable conclusions(final EvaluationResults results) {
		ResultTable out = ResultTable.of("conclusions", List.of("sentence"));
		for (final String sentence : results.conclusions()) out = out.with(List.of(sentence));
		return out;
	}

	static String multiple(final ArmResult arm) {
		return arm.multiple().isPresent() ? String.valueOf(arm.multiple().getAsInt()) : "chosen";
	}

	static void addColumns(final List<String> columns, final Metric metric) {
		columns.addAll(List.of(metric.key(), metric.key() + LOW, metric.key() + HIGH));
	}

	static void add(final List<Object> values, final Measured arm, final Metric metric) {
		final Interval interval = arm.interval(metric);
		values.add(number(arm.value(metric)));
		values.add(number(interval.low()));
		values.add(number(interval.high()));
	}

	static String number(final double value) {
		return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
	}
}
