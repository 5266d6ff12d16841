/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;

import org.cmrgan.evaluate.statistics.Metric;

/**
 * The file metrics.csv: every metric of every arm and classifier, at every multiple, then at the chosen ones if there
 * was a choice.
 */
final class MetricsTable {
	private static final String NAME = "metrics";
	private static final String IMAGES = "images";
	private static final String SUBJECTS = "subjects";
	private static final String REPEATS = "repeats";
	private static final String WILSON = "accuracy_wilson";
	private static final String ABOVE_CHANCE = "p_above_chance";
	private static final List<String> COLUMNS = columns();

	private MetricsTable() {}

	private static List<String> columns() {
		final List<String> out = new ArrayList<>(List.of(MetricColumns.CLASSIFIER, MetricColumns.ARM,
				MetricColumns.MULTIPLE, IMAGES, SUBJECTS, REPEATS, MetricColumns.MAJORITY));
		for (final Metric metric : Metric.values()) MetricColumns.addColumns(out, metric);
		out.addAll(List.of(WILSON + MetricColumns.LOW, WILSON + MetricColumns.HIGH, ABOVE_CHANCE));
		return List.copyOf(out);
	}

	static ResultTable of(final EvaluationResults results) {
		ResultTable out = ResultTable.of(NAME, COLUMNS);
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
}
