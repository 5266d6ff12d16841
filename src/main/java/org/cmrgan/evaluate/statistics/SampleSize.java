/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import java.util.OptionalLong;

import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * How many subjects a study like this one needs to show the observed difference between two arms, at the two-sided 5 %
 * level with 80 % power, the same class proportions, and the same images per subject.
 * <p>
 * n = N (z_0.975 sqrt(V0) + z_0.8 sqrt(V1))^2 / d^2. Here d is the observed difference, N the number of observed
 * subjects, and V0 and V1 the subject-cluster variances around no difference and around d. With one image per subject
 * it is Connor's formula for McNemar's test (Connor 1987, Biometrics 43:207).
 */
public final class SampleSize {
	private static final double Z_LEVEL = Interval.Z;
	private static final double Z_POWER = new NormalDistribution().inverseCumulativeProbability(0.8);

	private SampleSize() {}

	/**
	 * {@return the number of subjects to show the difference in accuracy; empty if there is none}
	 *
	 * @param a cases of one arm
	 * @param b cases of the other arm
	 */
	public static OptionalLong accuracy(final Cases a, final Cases b) {
		final int[][] byClass = SubjectSignFlip.differences(a, b);
		final SubjectCounts counts = a.counts();
		final int n = a.subjects();
		final int[] difference = new int[n];
		final int[] images = new int[n];
		for (int s = 0; s < n; s++) {
			difference[s] = byClass[0][s] + byClass[1][s];
			images[s] = counts.images(0)[s] + counts.images(1)[s];
		}
		return subjects(present(images), new Part(difference, images));
	}

	/**
	 * {@return the number of subjects to show the difference in balanced accuracy; empty if there is none}
	 *
	 * @param a cases of one arm
	 * @param b cases of the other arm
	 */
	public static OptionalLong balancedAccuracy(final Cases a, final Cases b) {
		final int[][] byClass = SubjectSignFlip.differences(a, b);
		final SubjectCounts counts = a.counts();
		final int[] images = new int[a.subjects()];
		for (int s = 0; s < images.length; s++) images[s] = counts.images(0)[s] + counts.images(1)[s];
		return subjects(present(images), new Part(byClass[0], counts.images(0)),
				new Part(byClass[1], counts.images(1)));
	}

	private static int present(final int[] images) {
		int n = 0;
		for (final int count : images) if (count > 0) n++;
		return n;
	}

	private static OptionalLong subjects(final int observed, final Part... parts) {
		double difference = 0, aroundNone = 0, aroundObserved = 0;
		for (final Part part : parts) {
			difference += part.difference / parts.length;
			aroundNone += part.aroundNone / (parts.length * parts.length);
			aroundObserved += part.aroundObserved / (parts.length * parts.length);
		}
		if (difference == 0 || Double.isNaN(difference)) return OptionalLong.empty();
		final double z = Z_LEVEL * Math.sqrt(aroundNone) + Z_POWER * Math.sqrt(aroundObserved);
		return OptionalLong.of((long) Math.ceil(observed * z * z / (difference * difference)));
	}

	/** The mean difference per image, a ratio of sums over subjects, with its variance. */
	private static final class Part {
		private final double difference;
		private double aroundNone;
		private double aroundObserved;

		Part(final int[] differences, final int[] images) {
			final double all = SubjectSignFlip.total(images);
			difference = SubjectSignFlip.total(differences) / all;
			for (int s = 0; s < images.length; s++) {
				final double residual = differences[s] - difference * images[s];
				aroundNone += differences[s] * (double) differences[s] / (all * all);
				aroundObserved += residual * residual / (all * all);
			}
		}
	}
}
