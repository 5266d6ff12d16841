/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The classified test images of one arm. Each belongs to a subject and to a group: the images that one trained network
 * scored, in one fold of one repeat. Immutable.
 * <p>
 * Metrics of decisions are pooled over all images. AUC and average precision compare scores only within a group,
 * because scores of differently trained networks have no common scale (Forman and Scholz 2010, SIGKDD Explor. 12:49).
 * AUC = concordant pairs within groups / pairs within groups. Average precision is the mean over groups with both
 * classes, weighted by their positives. With one group these are the usual definitions.
 */
public final class Cases {
	private static final double FALSE_POSITIVES = 0.1;
	private static final double ROUNDING = 1e-9;

	private final int[] subject;
	private final boolean[] positive;
	private final boolean[] predicted;
	private final double[] score;
	/** For each group, its cases by descending score. */
	private final int[][] groups;
	private final int subjects;

	private Cases(final Builder builder) {
		final int n = builder.subject.size();
		subjects = builder.subjects;
		subject = builder.subject.stream().mapToInt(Integer::intValue).toArray();
		score = builder.score.stream().mapToDouble(Double::doubleValue).toArray();
		positive = new boolean[n];
		predicted = new boolean[n];
		for (int i = 0; i < n; i++) {
			positive[i] = builder.positive.get(i);
			predicted[i] = builder.predicted.get(i);
		}
		groups = builder.groups.values().stream().map(cases -> cases.stream()
				.sorted((a, b) -> Double.compare(score[b], score[a])).mapToInt(Integer::intValue).toArray())
				.toArray(int[][]::new);
	}

	/**
	 * {@return a builder without cases}
	 *
	 * @param subjects number of subjects of the whole study; those without cases in an arm have no influence
	 */
	public static Builder of(final int subjects) {
		return new Builder(subjects);
	}

	/** Collects cases. */
	public static final class Builder {
		private final int subjects;
		private final List<Integer> subject = new ArrayList<>();
		private final List<Boolean> positive = new ArrayList<>();
		private final List<Boolean> predicted = new ArrayList<>();
		private final List<Double> score = new ArrayList<>();
		private final Map<String, List<Integer>> groups = new LinkedHashMap<>();

		private Builder(final int subjects) {
			this.subjects = subjects;
		}

		/**
		 * Adds a case.
		 *
		 * @param subject from 0 to subjects - 1
		 * @param group which network scored it
		 * @param positive the truth
		 * @param predicted the decision
		 * @param score probability of being positive, in [0, 1]
		 * @return this
		 */
		public Builder add(final int subject, final String group, final boolean positive, final boolean predicted,
				final double score) {
			groups.computeIfAbsent(group, key -> new ArrayList<>()).add(this.subject.size());
			this.subject.add(subject);
			this.positive.add(positive);
			this.predicted.add(predicted);
			this.score.add(score);
			return this;
		}

		/** {@return the cases added so far} */
		public Cases build() {
			return new Cases(this);
		}
	}

	/** Number of subjects of the whole study. */
	int subjects() {
		return subjects;
	}

	/**
	 * {@return one metric; see {@link #metrics(double[])}}
	 *
	 * @param metric the metric
	 * @see #metrics(double[])
	 */
	public double metric(final Metric metric) {
		return metrics()[metric.ordinal()];
	}

	/** {@return every metric, by {@link Metric#ordinal()}} */
	public double[] metrics() {
		final double[] once = new double[subjects];
		Arrays.fill(once, 1);
		return metrics(once);
	}

	/**
	 * Every metric, by {@link Metric#ordinal()}, as if each subject with all its images occurred {@code weight} times.
	 *
	 * @return NaN if a metric needs a class without weight; MCC and F1 are 0 if their denominator is 0
	 */
	double[] metrics(final double[] weight) {
		double tp = 0, fn = 0, tn = 0, fp = 0, squares = 0;
		for (int i = 0; i < subject.length; i++) {
			final double w = weight[subject[i]];
			if (positive[i] && predicted[i]) tp += w;
			else if (positive[i]) fn += w;
			else if (predicted[i]) fp += w;
			else
				tn += w;
			final double error = score[i] - (positive[i] ? 1 : 0);
			squares += w * error * error;
		}
		final double all = tp + fn + tn + fp;
		final double sensitivity = tp / (tp + fn);
		final double specificity = tn / (tn + fp);
		final double spread = Math.sqrt((tp + fp) * (tp + fn) * (tn + fp) * (tn + fn));
		final double[] out = new double[Metric.values().length];
		out[Metric.ACCURACY.ordinal()] = (tp + tn) / all;
		out[Metric.BALANCED_ACCURACY.ordinal()] = (sensitivity + specificity) / 2;
		out[Metric.SENSITIVITY.ordinal()] = sensitivity;
		out[Metric.SPECIFICITY.ordinal()] = specificity;
		out[Metric.MCC.ordinal()] = spread > 0 ? (tp * tn - fp * fn) / spread : 0;
		out[Metric.F1.ordinal()] = tp + fp + fn > 0 ? 2 * tp / (2 * tp + fp + fn) : 0;
		out[Metric.BRIER.ordinal()] = squares / all;
		out[Metric.ECE.ordinal()] = Reliability.error(reliability(weight), all);
		ranking(weight, out);
		return out;
	}

	private void ranking(final double[] weight, final double[] out) {
		double concordant = 0, pairs = 0, precisions = 0, precisionWeight = 0, sensitive = 0;
		for (final int[] group : groups) {
			double allPositive = 0, allNegative = 0;
			for (final int i : group) {
				if (positive[i]) allPositive += weight[subject[i]];
				else
					allNegative += weight[subject[i]];
			}
			if (allPositive == 0 || allNegative == 0) continue;
			double above = 0, negativesAbove = 0, precision = 0, at90 = -1;
			for (int from = 0, to; from < group.length; from = to) {
				double tiedPositive = 0, tiedNegative = 0;
				for (to = from; to < group.length && score[group[to]] == score[group[from]]; to++) {
					if (positive[group[to]]) tiedPositive += weight[subject[group[to]]];
					else
						tiedNegative += weight[subject[group[to]]];
				}
				concordant += tiedPositive * (allNegative - negativesAbove - tiedNegative / 2);
				final double allowed = FALSE_POSITIVES * allNegative - negativesAbove;
				if (at90 < 0 && tiedNegative > allowed + ROUNDING)
					at90 = above + tiedPositive * Math.max(0, allowed) / tiedNegative;
				above += tiedPositive;
				negativesAbove += tiedNegative;
				if (tiedPositive > 0) precision += tiedPositive / allPositive * above / (above + negativesAbove);
			}
			pairs += allPositive * allNegative;
			precisions += allPositive * precision;
			precisionWeight += allPositive;
			sensitive += at90;
		}
		out[Metric.AUC.ordinal()] = concordant / pairs;
		out[Metric.AVERAGE_PRECISION.ordinal()] = precisions / precisionWeight;
		out[Metric.SENSITIVITY_AT_90.ordinal()] = sensitive / precisionWeight;
	}

	/**
	 * The ROC curve, averaged over groups at each false-positive rate, weighted by the groups' positive images
	 * (vertical averaging, Fawcett 2006, doi 10.1016/j.patrec.2005.10.010); linear between thresholds.
	 *
	 * @param points equally spaced false-positive rates from 0 to 1; at least 2
	 * @return the true-positive rate at each, in [0, 1]; NaN if no group has both classes
	 */
	public double[] roc(final int points) {
		final double[] out = new double[points];
		double all = 0;
		for (final int[] group : groups) {
			final double[] curve = RocCurve.of(group, positive, score, points);
			if (curve.length == 0) continue;
			final long positives = Arrays.stream(group).filter(i -> positive[i]).count();
			all += positives;
			for (int i = 0; i < points; i++) out[i] += positives * curve[i];
		}
		for (int i = 0; i < points; i++) out[i] /= all;
		return out;
	}

	/** {@return the decisions by true class} */
	public Confusion confusion() {
		int tp = 0, fn = 0, tn = 0, fp = 0;
		for (int i = 0; i < subject.length; i++) {
			if (positive[i] && predicted[i]) tp++;
			else if (positive[i]) fn++;
			else if (predicted[i]) fp++;
			else
				tn++;
		}
		return new Confusion(tp, fn, tn, fp);
	}

	/** {@return the agreement of scores and truth, over bins of equal width} */
	public Reliability[] reliability() {
		final double[] once = new double[subjects];
		Arrays.fill(once, 1);
		return reliability(once);
	}

	private Reliability[] reliability(final double[] weight) {
		final Reliability[] out = Reliability.none();
		for (int i = 0; i < subject.length; i++)
			out[Reliability.bin(score[i])].add(score[i], positive[i], weight[subject[i]]);
		return out;
	}

	/**
	 * For each subject: the number of its images of a class (counting each scoring), and of those classified correctly
	 * and as positive.
	 */
	SubjectCounts counts() {
		final SubjectCounts out = new SubjectCounts(subjects);
		for (int i = 0; i < subject.length; i++) out.add(subject[i], positive[i], predicted[i]);
		return out;
	}
}
