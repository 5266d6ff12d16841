/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import java.util.stream.IntStream;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Shuffle;

/**
 * Tests whether an arm is better than chance. The labels of whole subjects are permuted within a fold, and the balanced
 * accuracy of the unchanged decisions is computed again (Ojala and Garriga 2010, JMLR 11:1833, test 1).
 */
public final class ChanceTest {
	private ChanceTest() {}

	/**
	 * {@return the one-sided p = (1 + permutations at least as good) / (1 + permutations)}
	 *
	 * @param cases of the arm
	 * @param positive class of each subject
	 * @param fold of each subject: labels only change places within it, because each fold has its own network
	 * @param permutations number of permutations
	 * @param random source of random numbers
	 */
	public static double p(final Cases cases, final boolean[] positive, final int[] fold, final int permutations,
			final RandomGenerator random) {
		final SubjectCounts counts = cases.counts();
		final int n = positive.length;
		final int[] images = new int[n];
		final int[] calledPositive = new int[n];
		for (int s = 0; s < n; s++) {
			images[s] = counts.images(0)[s] + counts.images(1)[s];
			calledPositive[s] = counts.correct(1)[s] + counts.images(0)[s] - counts.correct(0)[s];
		}
		final int[][] folds = IntStream.of(fold).distinct()
				.mapToObj(f -> IntStream.range(0, n).filter(s -> fold[s] == f).toArray()).toArray(int[][]::new);
		final boolean[] labels = positive.clone();
		final double observed = balancedAccuracy(images, calledPositive, labels);
		int asGood = 0;
		for (int i = 0; i < permutations; i++) {
			for (final int[] members : folds) shuffle(labels, members, random);
			if (balancedAccuracy(images, calledPositive, labels) >= observed - 1e-12) asGood++;
		}
		return (1.0 + asGood) / (1.0 + permutations);
	}

	private static double balancedAccuracy(final int[] images, final int[] calledPositive, final boolean[] positive) {
		long positives = 0, found = 0, negatives = 0, spared = 0;
		for (int s = 0; s < images.length; s++) {
			if (positive[s]) {
				positives += images[s];
				found += calledPositive[s];
			} else {
				negatives += images[s];
				spared += images[s] - calledPositive[s];
			}
		}
		return ((double) found / positives + (double) spared / negatives) / 2;
	}

	private static void shuffle(final boolean[] labels, final int[] among, final RandomGenerator random) {
		Shuffle.of(among.length, random, (i, j) -> {
			final boolean label = labels[among[i]];
			labels[among[i]] = labels[among[j]];
			labels[among[j]] = label;
		});
	}
}
