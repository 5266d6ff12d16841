package org.cmrgan.evaluate.statistics;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * Subject-cluster bootstrap: subjects are drawn with replacement within their class, each with all its images and all its
 * repeats (Field and Welsh 2007, J. R. Stat. Soc. B 69:369). One object draws once and serves every arm, so that
 * differences between arms are paired. Intervals are percentile intervals: they cover the choice of subjects, and the
 * chance of training only as far as repeats are among the cases. With under about ten subjects of a class they are too narrow.
 */
public final class SubjectBootstrap {
	private final int[][] weights;

	/**
	 * @param stratum of each subject, e.g. 1 for positive and 0 for negative
	 * @param resamples number of resamples, 2000 for two good digits
	 */
	public SubjectBootstrap(final int[] stratum, final int resamples, final RandomGenerator random) {
		final List<int[]> strata = new ArrayList<>();
		final int last = java.util.Arrays.stream(stratum).max().orElse(-1);
		for (int s = 0; s <= last; s++) {
			final int wanted = s;
			strata.add(java.util.stream.IntStream.range(0, stratum.length).filter(i -> stratum[i] == wanted).toArray());
		}
		weights = new int[resamples][stratum.length];
		for (final int[] weight : weights) {
			for (final int[] members : strata)
				for (int i = 0; i < members.length; i++) weight[members[random.nextInt(members.length)]]++;
		}
	}

	public int resamples() {
		return weights.length;
	}

	/** Intervals of every metric, by {@link Metric#ordinal()}. */
	public Interval[] intervals(final Cases cases) {
		return percentiles(all(cases));
	}

	/** Intervals of the differences {@code a - b} of every metric, by {@link Metric#ordinal()}. */
	public Interval[] differences(final Cases a, final Cases b) {
		final double[][] left = all(a);
		final double[][] right = all(b);
		for (int m = 0; m < left.length; m++)
			for (int i = 0; i < left[m].length; i++) left[m][i] -= right[m][i];
		return percentiles(left);
	}

	/** The value of a statistic in each resample, given how often each subject was drawn. */
	double[] values(final ToDoubleFunction<int[]> statistic) {
		final double[] out = new double[weights.length];
		for (int i = 0; i < out.length; i++) out[i] = statistic.applyAsDouble(weights[i]);
		return out;
	}

	private double[][] all(final Cases cases) {
		final double[][] out = new double[Metric.values().length][weights.length];
		for (int i = 0; i < weights.length; i++) {
			final double[] metrics = cases.metrics(weights[i]);
			for (int m = 0; m < metrics.length; m++) out[m][i] = metrics[m];
		}
		return out;
	}

	private static Interval[] percentiles(final double[][] values) {
		final Interval[] out = new Interval[values.length];
		for (int m = 0; m < out.length; m++) out[m] = Interval.percentile(values[m]);
		return out;
	}
}
