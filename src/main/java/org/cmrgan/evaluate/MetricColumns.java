/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.List;
import java.util.Locale;

import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;

/**
 * The columns that the tables of results share: those that identify the arm of a row, and those of a metric: its value
 * and the ends of its interval, with six decimals.
 */
final class MetricColumns {
	static final String CLASSIFIER = "classifier";
	static final String ARM = "arm";
	/** Title of the column of a single multiple, or "chosen". */
	static final String MULTIPLE = "multiple";
	/** Title of the column of the multiples that the folds chose. */
	static final String MULTIPLES = "multiples";
	static final String MAJORITY = "majority_accuracy";
	/** Suffixes of the columns of an interval's ends. */
	static final String LOW = "_low";
	static final String HIGH = "_high";

	private MetricColumns() {}

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
