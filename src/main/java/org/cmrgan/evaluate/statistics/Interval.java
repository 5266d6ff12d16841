/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import java.util.Arrays;

import org.apache.commons.math3.distribution.NormalDistribution;
import org.apache.commons.math3.distribution.TDistribution;
import org.apache.commons.math3.stat.descriptive.rank.Percentile;

/** A 95 % confidence interval, in the unit of its quantity. */
public final class Interval {
	/** The quantile of the standard normal distribution that leaves 2.5 % above it. */
	static final double Z = new NormalDistribution().inverseCumulativeProbability(0.975);

	private final double low;
	private final double high;

	/**
	 * Creates an interval.
	 *
	 * @param low lower limit; NaN if unknown
	 * @param high upper limit; NaN if unknown
	 */
	public Interval(final double low, final double high) {
		this.low = low;
		this.high = high;
	}

	/**
	 * {@return Wilson's score interval of a proportion (Wilson 1927, J. Am. Stat. Assoc. 22:209). It treats every trial
	 * as independent; with several images of one subject it is too narrow}
	 *
	 * @param successes from 0 to {@code trials}; a mean over repeats need not be whole
	 * @param trials number of trials
	 */
	public static Interval wilson(final double successes, final double trials) {
		if (!(trials > 0)) return new Interval(0, 1);
		final double p = successes / trials;
		final double z2 = Z * Z / trials;
		final double centre = (p + z2 / 2) / (1 + z2);
		final double half = Z * Math.sqrt(p * (1 - p) / trials + z2 / (4 * trials)) / (1 + z2);
		return new Interval(Math.max(0, centre - half), Math.min(1, centre + half));
	}

	/**
	 * The interval of a difference between two proportions of the same subjects if every resample gives the same
	 * difference: no subject is decided against the others, so the fraction of such subjects is at most u, Wilson's
	 * upper limit of none in {@code subjects}. If both proportions agree in every subject, each could be ahead by u;
	 * otherwise the subjects against it would count twice.
	 *
	 * @param difference from -1 to 1
	 */
	static Interval unvarying(final double difference, final int subjects) {
		final double u = wilson(0, subjects).high;
		final double half = difference == 0 ? u : 2 * u;
		return new Interval(Math.max(-1, difference - half), Math.min(1, difference + half));
	}

	/**
	 * The central 95 % of {@code values}, linearly interpolated between order statistics, without NaN. With few degrees
	 * of freedom it is wider, by the ratio of a t distribution's 95 % to a normal distribution's.
	 */
	static Interval percentile(final double[] values, final int degreesOfFreedom) {
		final double[] numbers = Arrays.stream(values).filter(v -> !Double.isNaN(v)).toArray();
		if (numbers.length == 0) return new Interval(Double.NaN, Double.NaN);
		final Percentile percentile = new Percentile().withEstimationType(Percentile.EstimationType.R_7);
		percentile.setData(numbers);
		final double t = new TDistribution(null, degreesOfFreedom).inverseCumulativeProbability(0.975);
		// A probability of 0 has no percentile.
		final double tail = Math.max(1e-9, 100 * new NormalDistribution(null, 0, 1).cumulativeProbability(-t));
		return new Interval(percentile.evaluate(tail), percentile.evaluate(100 - tail));
	}

	/** {@return the lower limit} */
	public double low() {
		return low;
	}

	/** {@return the upper limit} */
	public double high() {
		return high;
	}

	/**
	 * {@return true if a value lies between the limits, or on one}
	 *
	 * @param value in the unit of the interval
	 */
	public boolean contains(final double value) {
		return low <= value && value <= high;
	}

	@Override
	public String toString() {
		return low + " to " + high;
	}
}
