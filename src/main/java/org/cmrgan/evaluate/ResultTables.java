/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.run.AtomicFiles;

/**
 * The tables that follow from the predictions; shares and p-values from 0 to 1 with six decimals. Only people read
 * their files, but for {@link RatioTable}: whatever else needs results computes them from the predictions.
 */
public final class ResultTables {
	private ResultTables() {}

	/** Writes metrics.csv, table.csv, ratio.csv, comparisons.csv, repeats.csv and conclusions.csv, each as a whole. */
	public static void write(final EvaluationResults results, final Path folder) {
		for (final ResultTable table : of(results))
			AtomicFiles.writeText(folder.resolve(table.name() + ".csv"), table.csv());
	}

	static List<ResultTable> of(final EvaluationResults results) {
		return List.of(metrics(results), table(results), RatioTable.of(results), comparisons(results), repeats(results),
				conclusions(results));
	}

	/** Every metric of every arm and classifier: every multiple, then the chosen ones where there was a choice. */
	public static ResultTable metrics(final EvaluationResults results) {
		final List<String> columns = new ArrayList<>(
				List.of("classifier", "arm", "multiple", "images", "subjects", "repeats", "majority_accuracy"));
		for (final Metric metric : Metric.values()) MetricColumns.addColumns(columns, metric);
		columns.addAll(List.of("accuracy_wilson_low", "accuracy_wilson_high", "p_above_chance"));
		ResultTable out = ResultTable.of("metrics", columns);
		final List<ArmResult> rows = new ArrayList<>(results.everyMultiple());
		for (final ArmResult arm : results.arms()) if (arm.multiple().isEmpty()) rows.add(arm);
		for (final ArmResult arm : rows) {
			final List<Object> values = new ArrayList<>(List.of(arm.classifier().key(), arm.arm().key(),
					MetricColumns.multiple(arm), results.imageCount(), results.subjectCount(), results.repeats(),
					MetricColumns.number(results.majorityAccuracy())));
			for (final Metric metric : Metric.values()) MetricColumns.add(values, arm.measured(), metric);
			values.addAll(List.of(MetricColumns.number(arm.wilson().low()), MetricColumns.number(arm.wilson().high()),
					MetricColumns.number(arm.chanceP())));
			out = out.with(values);
		}
		return out;
	}

	private static ResultTable table(final EvaluationResults results) {
		final List<String> columns = new ArrayList<>(List.of("classifier", "arm", "multiples"));
		MetricColumns.addColumns(columns, Metric.ACCURACY);
		MetricColumns.addColumns(columns, Metric.BALANCED_ACCURACY);
		columns.addAll(List.of("majority_accuracy", "paper_accuracy"));
		ResultTable out = ResultTable.of("table", columns);
		for (final ArmResult arm : results.arms()) {
			final List<Object> values = new ArrayList<>(
					List.of(arm.classifier().key(), arm.arm().key(), arm.multipleText()));
			MetricColumns.add(values, arm.measured(), Metric.ACCURACY);
			MetricColumns.add(values, arm.measured(), Metric.BALANCED_ACCURACY);
			values.add(MetricColumns.number(results.majorityAccuracy()));
			values.add(MetricColumns.number(arm.arm().paperAccuracy(arm.classifier()).orElse(Double.NaN)));
			out = out.with(values);
		}
		return out;
	}

	/** Every comparison with all its tests. */
	public static ResultTable comparisons(final EvaluationResults results) {
		ResultTable out = ResultTable.of("comparisons",
				List.of("metric", "classifier", "arm", "against", "difference", "difference_low", "difference_high",
						"p_subjects", "p_holm", "comparisons", "only_arm_right", "only_against_right", "p_mcnemar",
						"p_nadeau_bengio", "subjects_for_80_percent_power", "verdict", "sentence"));
		for (final Comparison c : results.comparisons())
			out = out.with(List.of(c.metric().key(), c.arm().classifier().key(), c.arm().arm().key(),
					c.against().arm().key(), MetricColumns.number(c.difference()),
					MetricColumns.number(c.interval().low()), MetricColumns.number(c.interval().high()),
					MetricColumns.number(c.subjectP()), MetricColumns.number(c.holmP()), c.family(), c.onlyArm(),
					c.onlyAgainst(), MetricColumns.number(c.mcNemarP()), MetricColumns.number(c.nadeauBengioP()),
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
		for (final Metric metric : Metric.values()) out.add(MetricColumns.number(value.applyAsDouble(metric)));
		return out;
	}

	private static ResultTable conclusions(final EvaluationResults results) {
		ResultTable out = ResultTable.of("conclusions", List.of("sentence"));
		for (final String sentence : ResultText.conclusions(results)) out = out.with(List.of(sentence));
		return out;
	}
}
