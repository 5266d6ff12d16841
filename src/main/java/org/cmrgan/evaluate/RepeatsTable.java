/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.cmrgan.evaluate.statistics.Metric;

/** The file repeats.csv: each repeat of an arm, and all repeats as one classifier that averages their scores. */
final class RepeatsTable {
	private static final String NAME = "repeats";
	private static final String REPEAT = "repeat";
	/** Stands in the column of the repeat for all repeats together. */
	private static final String MEAN = "mean of scores";
	private static final List<String> COLUMNS = columns();

	private RepeatsTable() {}

	private static List<String> columns() {
		final List<String> out = new ArrayList<>(
				List.of(MetricColumns.CLASSIFIER, MetricColumns.ARM, MetricColumns.MULTIPLES, REPEAT));
		for (final Metric metric : Metric.values()) out.add(metric.key());
		return List.copyOf(out);
	}

	static ResultTable of(final EvaluationResults results) {
		ResultTable out = ResultTable.of(NAME, COLUMNS);
		for (final ArmResult arm : results.arms()) {
			if (arm.ensemble().isEmpty()) continue;
			for (int i = 0; i < results.repeats(); i++) {
				final int repeat = i;
				out = out.with(values(arm, String.valueOf(i + 1), metric -> arm.repeats(metric)[repeat]));
			}
			out = out.with(values(arm, MEAN, arm.ensemble().get()::value));
		}
		return out;
	}

	private static List<Object> values(final ArmResult arm, final String repeat, final ToDoubleFunction<Metric> value) {
		final List<Object> out = new ArrayList<>(
				List.of(arm.classifier().key(), arm.arm().key(), arm.multipleText(), repeat));
		for (final Metric metric : Metric.values()) out.add(MetricColumns.number(value.applyAsDouble(metric)));
		return out;
	}
}
