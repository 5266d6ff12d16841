/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import java.util.Arrays;
import java.util.stream.IntStream;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * Subject-cluster bootstrap: subjects are drawn with replacement within their class, each with all its images and
 * repeats (Field and Welsh 2007, J. R. Stat. Soc. B 69:369). One object draws once and serves every arm, so that
 * differences between arms are paired. Intervals cover the choice of subjects. They cover the randomness of training
 * only as far as repeats are among the cases.
 * <p>
 * Plain percentile intervals are too narrow for few subjects: with 6 and 18 subjects of two classes, the 95 % interval
 * of balanced accuracy contains the truth in 86 % of simulated studies. Two corrections bring that to 94 %. First, n -
 * 1 of the n subjects of a class are drawn, each with weight n / (n - 1) (Rao and Wu 1988, J. Am. Stat. Assoc. 83:231).
 * Second, the percentiles are those of a t distribution (Hesterberg 2015, Am. Stat. 69:371, expanded percentile
 * interval).
 */
public final class SubjectBootstrap {
	/** Tolerance: weights are fractions, so that equal proportions differ by rounding. */
	private static final double ROUNDING = 1e-9;
	private final double[][] weights;
	private final int[] members;

	/**
	 * Draws the resamples.
	 *
	 * @param positive class of each subject
	 * @param resamples number of resamples, 2000 for two good digits
	 * @param random source of random numbers
	 */
	public SubjectBootstrap(final boolean[] positive, final int resamples, final RandomGenerator random) {
		final int[][] classes = { of(false, positive), of(true, positive) };
		members = new int[] { classes[0].length, classes[1].length };
		weights = new double[resamples][positive.length];
		for (final double[] weight : weights) for (final int[] subjects : classes) draw(subjects, weight, random);
	}

	private static int[] of(final boolean kind, final boolean[] positive) {
		return IntStream.range(0, positive.length).filter(s -> positive[s] == kind).toArray();
	}

	private static void draw(final int[] subjects, final double[] weight, final RandomGenerator random) {
		final int n = subjects.length;
		final int draws = Math.max(1, n - 1);
		for (int i = 0; i < draws && n > 0; i++) weight[subjects[random.nextInt(n)]] += (double) n / draws;
	}

	/**
	 * {@return every metric of an arm in every resample}
	 *
	 * @param cases of the arm
	 */
	public Resampled resample(final Cases cases) {
		final double[][] out = new double[Metric.values().length][weights.length];
		for (int i = 0; i < weights.length; i++) {
			final double[] metrics = cases.metrics(weights[i]);
			for (int m = 0; m < metrics.length; m++) out[m][i] = metrics[m];
		}
		return new Resampled(out, members);
	}

	/** The metrics of an arm in the resamples of one bootstrap. Immutable. */
	public static final class Resampled {
		private final double[][] values;
		private final int[] subjects;

		private Resampled(final double[][] values, final int[] subjects) {
			this.values = values;
			this.subjects = subjects;
		}

		/**
		 * {@return the interval of a metric. If the metric is the same in every resample, percentiles would claim that
		 * it is known exactly; a share then has Wilson's interval over the subjects, another metric NaN}
		 *
		 * @param metric the metric
		 */
		public Interval interval(final Metric metric) {
			final double[] of = values[metric.ordinal()];
			if (unvarying(of))
				return metric.isShare()
						? Interval.wilson(of[0] * deciding(metric), deciding(metric))
						: new Interval(Double.NaN, Double.NaN);
			return Interval.percentile(of, freedom(metric));
		}

		private static boolean unvarying(final double... values) {
			return Arrays.stream(values).allMatch(v -> Math.abs(v - values[0]) < ROUNDING);
		}

		/**
		 * {@return the interval of this arm's metric minus that of another, resample by resample}
		 *
		 * @param other of the same bootstrap
		 * @param metric the metric
		 */
		public Interval differenceTo(final Resampled other, final Metric metric) {
			final double[] left = values[metric.ordinal()];
			final double[] right = other.values[metric.ordinal()];
			final double[] differences = new double[left.length];
			for (int i = 0; i < left.length; i++) differences[i] = left[i] - right[i];
			if (unvarying(differences))
				return metric.isShare()
						? Interval.unvarying(Math.abs(differences[0]) < ROUNDING ? 0 : differences[0], deciding(metric))
						: new Interval(Double.NaN, Double.NaN);
			return Interval.percentile(differences, freedom(metric));
		}

		/**
		 * The number of subjects of the metric's class; if both classes have the same weight, that of the smaller one.
		 */
		private int deciding(final Metric metric) {
			switch (metric) {
				case SPECIFICITY :
					return subjects[0];
				case SENSITIVITY :
					return subjects[1];
				case BALANCED_ACCURACY :
				case AUC :
				case SENSITIVITY_AT_90 :
				case MCC :
					return Math.min(subjects[0], subjects[1]);
				default :
					return subjects[0] + subjects[1];
			}
		}

		private int freedom(final Metric metric) {
			final int n = deciding(metric);
			return Math.max(1, n == subjects[0] + subjects[1] ? n - 2 : n - 1);
		}
	}

	/** The weight of each subject in a resample. */
	double[] weights(final int resample) {
		return weights[resample].clone();
	}
}
