/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import org.cmrgan.evaluate.statistics.Cases;
import org.cmrgan.evaluate.statistics.Confusion;
import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.evaluate.statistics.Reliability;
import org.cmrgan.evaluate.statistics.SubjectBootstrap;
import org.cmrgan.evaluate.statistics.SubjectBootstrap.Resampled;

/** Every metric of some test results, with intervals. Immutable. */
public final class Measured {
	private final Cases cases;
	private final double[] metrics;
	private final Resampled resampled;

	Measured(final Cases cases, final SubjectBootstrap bootstrap) {
		this.cases = cases;
		this.metrics = cases.metrics();
		this.resampled = bootstrap.resample(cases);
	}

	/**
	 * {@return a metric pooled over folds and repeats (AUC, average precision and the ROC curve: within each fold and
	 * repeat)}
	 *
	 * @param metric the metric
	 */
	public double value(final Metric metric) {
		return metrics[metric.ordinal()];
	}

	/**
	 * {@return the 95 % subject-cluster bootstrap interval of a metric}
	 *
	 * @param metric the metric
	 */
	public Interval interval(final Metric metric) {
		return resampled.interval(metric);
	}

	/**
	 * {@return the ROC curve; see {@link Cases#roc(int)}}
	 *
	 * @param points number of points
	 * @see Cases#roc(int)
	 */
	public double[] roc(final int points) {
		return cases.roc(points);
	}

	/**
	 * {@return the agreement between scores and truth, over bins of equal width}
	 */
	public Reliability[] reliability() {
		return cases.reliability();
	}

	/** {@return the decisions by true class, over all folds and repeats} */
	public Confusion confusion() {
		return cases.confusion();
	}

	Resampled resampled() {
		return resampled;
	}

	Cases cases() {
		return cases;
	}
}
