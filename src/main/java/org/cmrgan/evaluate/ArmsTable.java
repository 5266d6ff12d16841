/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;

import org.cmrgan.evaluate.statistics.Metric;

/** The file table.csv: Tables 2 and 3 of the paper for the user's data, with a row for each classifier and arm. */
final class ArmsTable {
	private static final String NAME = "table";
	private static final String PAPER = "paper_accuracy";
	private static final List<Metric> METRICS = List.of(Metric.ACCURACY, Metric.BALANCED_ACCURACY);
	private static final List<String> COLUMNS = columns();

	private ArmsTable() {}

	private static List<String> columns() {
		final List<String> out = new ArrayList<>(
				List.of(MetricColumns.CLASSIFIER, MetricColumns.ARM, MetricColumns.MULTIPLES));
		for (final Metric metric : METRICS) MetricColumns.addColumns(out, metric);
		out.addAll(List.of(MetricColumns.MAJORITY, PAPER));
		return List.copyOf(out);
	}

	static ResultTable of(final EvaluationResults results) {
		ResultTable out = ResultTable.of(NAME, COLUMNS);
		for (final ArmResult arm : results.arms()) {
			final List<Object> values = new ArrayList<>(
					List.of(arm.classifier().key(), arm.arm().key(), arm.multipleText()));
			for (final Metric metric : METRICS) MetricColumns.add(values, arm.measured(), metric);
			values.add(MetricColumns.number(results.majorityAccuracy()));
			values.add(MetricColumns.number(arm.arm().paperAccuracy(arm.classifier()).orElse(Double.NaN)));
			out = out.with(values);
		}
		return out;
	}
}
