/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;

/**
 * Assigns subjects to folds. All images of a subject are in one fold, every fold gets its share of each class, and the
 * numbers of subjects of a class differ by at most one between folds. The result depends only on the seed and the set
 * of subjects, not on their order.
 */
public final class SubjectFolds {
	private SubjectFolds() {}

	/**
	 * Assigns the subjects.
	 *
	 * @param labels label by subject
	 * @param images number of images by subject; balanced over the folds within a class
	 * @param folds number of folds, at least 2
	 * @param seeds draw the assignment
	 * @return the fold of each subject, from 1 to {@code folds}
	 * @throws UserError if a class has fewer subjects than there are folds
	 */
	public static Map<String, Integer> assign(final Map<String, String> labels, final Map<String, Integer> images,
			final int folds, final Seeds seeds) {
		final Map<String, List<String>> classes = require(labels, folds);
		final Map<String, Integer> fold = new LinkedHashMap<>();
		final int[] load = new int[folds];
		final int[] subjectsIn = new int[folds];
		for (final Map.Entry<String, List<String>> entry : classes.entrySet()) {
			final List<String> subjects = shuffled(entry.getValue(), seeds, entry.getKey());
			// Largest first into the emptiest fold evens out the images; the stable sort keeps the shuffle among equals.
			subjects.sort((a, b) -> Integer.compare(images.getOrDefault(b, 1), images.getOrDefault(a, 1)));
			final int[] ofClass = new int[folds];
			for (final String subject : subjects) {
				int best = 0;
				for (int k = 1; k < folds; k++) if (before(k, best, ofClass, subjectsIn, load)) best = k;
				fold.put(subject, best + 1);
				ofClass[best]++;
				subjectsIn[best]++;
				load[best] += images.getOrDefault(subject, 1);
			}
		}
		return fold;
	}

	/**
	 * Checks that every class has a subject for every fold.
	 *
	 * @param labels label by subject
	 * @param folds number of folds
	 * @return the subjects of each class
	 * @throws UserError if a class has fewer subjects than there are to be folds
	 */
	public static Map<String, List<String>> require(final Map<String, String> labels, final int folds) {
		final Map<String, List<String>> classes = new TreeMap<>();
		new TreeMap<>(labels)
				.forEach((subject, label) -> classes.computeIfAbsent(label, l -> new ArrayList<>()).add(subject));
		classes.forEach((label, subjects) -> {
			if (subjects.size() < 2)
				throw UserError.of(
						"Class %s has only one subject, %s: add images of other subjects, so that there are subjects to train on and to test on.",
						label, subjects.get(0));
			if (subjects.size() < folds)
				throw UserError.of("Class %s has only %d subjects for %d folds: give folds=%d%s, or add subjects.",
						label, subjects.size(), folds, subjects.size(), subjects.size() > 2 ? " or fewer" : "");
		});
		return classes;
	}

	private static boolean before(final int k, final int best, final int[] ofClass, final int[] subjectsIn,
			final int[] load) {
		if (ofClass[k] != ofClass[best]) return ofClass[k] < ofClass[best];
		if (subjectsIn[k] != subjectsIn[best]) return subjectsIn[k] < subjectsIn[best];
		return load[k] < load[best];
	}

	private static List<String> shuffled(final List<String> subjects, final Seeds seeds, final String label) {
		final List<String> out = new ArrayList<>(subjects);
		Shuffle.of(out, seeds.random("folds." + label, 0));
		return out;
	}
}
