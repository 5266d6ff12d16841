package org.cmrgan.evaluate.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

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
		final int last = Arrays.stream(stratum).max().orElse(-1);
		for (int s = 0; s <= last; s++) {
			final int wanted = s;
			strata.add(IntStream.range(0, stratum.length).filter(i -> stratum[i] == wanted).toArray());
		}
		weights = new int[resamples][stratum.length];
		for (final int[] weight : weights) {
			for (final int[] members : strata)
				for (int i = 0; i < members.length; i++) weight[members[random.nextInt(members.length)]]++;
		}
	}

	/** Every metric of an arm in every resample. */
	public Resampled resample(final Cases cases) {
		final double[][] out = new double[Metric.values().length][weights.length];
		for (int i = 0; i < weights.length; i++) {
			final double[] metrics = cases.metrics(weights[i]);
			for (int m = 0; m < metrics.length; m++) out[m][i] = metrics[m];
		}
		return new Resampled(out);
	}

	/** The metrics of an arm in the resamples of one bootstrap. Immutable. */
	public static final class Resampled {
		private final double[][] values;

		private Resampled(final double[][] values) {
			this.values = values;
		}

		public Interval interval(final Metric metric) {
			return Interval.percentile(values[metric.ordinal()]);
		}

		/** The interval of this arm's metric minus that of another, resample by resample. */
		public Interval differenceTo(final Resampled other, final Metric metric) {
			final double[] left = values[metric.ordinal()];
			final double[] right = other.values[metric.ordinal()];
			final double[] differences = new double[left.length];
			for (int i = 0; i < left.length; i++) differences[i] = left[i] - right[i];
			return Interval.percentile(differences);
		}
	}

	/** How often each subject was drawn in a resample. */
	int[] weights(final int resample) {
		return weights[resample].clone();
	}
}
