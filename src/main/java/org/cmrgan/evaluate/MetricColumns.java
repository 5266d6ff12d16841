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
 * What the tables of results have in common: the columns that say which arm a row is of, and how a metric is held, by its
 * value and the ends of its interval, six decimals each.
 */
final class MetricColumns {
	static final String CLASSIFIER = "classifier";
	static final String ARM = "arm";
	/** Of a single multiple, or "chosen". */
	static final String MULTIPLE = "multiple";
	/** Of the one or more that the folds chose. */
	static final String MULTIPLES = "multiples";
	static final String MAJORITY = "majority_accuracy";
	/** What the ends of a metric's interval are called after its own column. */
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
