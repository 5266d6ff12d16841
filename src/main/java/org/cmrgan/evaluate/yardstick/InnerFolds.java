/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.yardstick;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Splits images into folds such that all images of a subject are in one fold, and every fold has about the same
 * proportion of each class.
 * <p>
 * Subjects are assigned in descending order of the spread of their images over the classes, equal ones in a given
 * order. Each is put into the fold for which the class proportions differ least between folds; of equal folds, into
 * that with the fewest images. With subjects in the order of their names, this is scikit-learn's StratifiedGroupKFold.
 */
final class InnerFolds {
	private static final int CLASSES = 2;
	/** Tolerances of NumPy's isclose. */
	private static final double RELATIVE = 1e-5;
	private static final double ABSOLUTE = 1e-8;

	private InnerFolds() {}

	/**
	 * @param subjects of the images
	 * @param classes of the images, 0 or 1
	 * @param order every subject once
	 * @return the fold of each image, from 0 to folds - 1
	 */
	static int[] of(final List<String> subjects, final int[] classes, final int folds, final List<String> order) {
		final Map<String, double[]> counts = new TreeMap<>();
		final double[] all = new double[CLASSES];
		for (int i = 0; i < classes.length; i++) {
			counts.computeIfAbsent(subjects.get(i), s -> new double[CLASSES])[classes[i]]++;
			all[classes[i]]++;
		}
		final List<String> dealt = new ArrayList<>(order);
		dealt.sort(Comparator.comparingDouble(subject -> -deviation(counts.get(subject))));
		final double[][] inFold = new double[folds][CLASSES];
		final Map<String, Integer> foldOf = new TreeMap<>();
		for (final String subject : dealt) {
			final int fold = best(inFold, counts.get(subject), all);
			for (int c = 0; c < CLASSES; c++) inFold[fold][c] += counts.get(subject)[c];
			foldOf.put(subject, fold);
		}
		return subjects.stream().mapToInt(foldOf::get).toArray();
	}

	private static int best(final double[][] inFold, final double[] subject, final double[] all) {
		int best = 0;
		double lowest = Double.POSITIVE_INFINITY;
		double fewest = Double.POSITIVE_INFINITY;
		for (int fold = 0; fold < inFold.length; fold++) {
			final double unevenness = unevenness(inFold, fold, subject, all);
			final double images = inFold[fold][0] + inFold[fold][1];
			final boolean alike = Math.abs(unevenness - lowest) <= ABSOLUTE + RELATIVE * lowest;
			if (unevenness < lowest || alike && images < fewest) {
				best = fold;
				lowest = unevenness;
				fewest = images;
			}
		}
		return best;
	}

	/** How much the class proportions differ between folds with the subject in {@code chosen}. */
	private static double unevenness(final double[][] inFold, final int chosen, final double[] subject,
			final double[] all) {
		double sum = 0;
		for (int c = 0; c < CLASSES; c++) {
			final double[] shares = new double[inFold.length];
			for (int fold = 0; fold < shares.length; fold++)
				shares[fold] = (inFold[fold][c] + (fold == chosen ? subject[c] : 0)) / all[c];
			sum += deviation(shares);
		}
		return sum / CLASSES;
	}

	private static double deviation(final double[] values) {
		double sum = 0;
		for (final double value : values) sum += value;
		final double mean = sum / values.length;
		double squares = 0;
		for (final double value : values) squares += (value - mean) * (value - mean);
		return Math.sqrt(squares / values.length);
	}
}
