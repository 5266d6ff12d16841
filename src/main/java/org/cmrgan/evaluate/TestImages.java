/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

import org.cmrgan.evaluate.statistics.Cases;
import org.cmrgan.run.UserError;

/** The images and subjects to which the predictions refer. */
final class TestImages {
	private final Map<String, Boolean> positive = new LinkedHashMap<>();
	private final Map<String, Integer> subjectOfImage = new LinkedHashMap<>();
	private final Map<String, Integer> subjects = new LinkedHashMap<>();
	private final List<Boolean> subjectPositive = new ArrayList<>();
	private final List<Integer> subjectFold = new ArrayList<>();
	private final TreeSet<Integer> folds = new TreeSet<>();
	private final TreeSet<String> positiveLabels = new TreeSet<>();
	private final TreeSet<String> negativeLabels = new TreeSet<>();

	TestImages(final Collection<CellResult> results) {
		for (final CellResult result : results) {
			folds.add(result.cell().fold());
			for (final CellResult.Row row : result.rows()) add(row, result.cell().fold());
		}
		if (positiveLabels.size() != 1 || negativeLabels.size() != 1)
			throw UserError.of(
					"The predictions do not have two labels (positive %s, negative %s): run Evaluate Augmentation again.",
					positiveLabels, negativeLabels);
	}

	private void add(final CellResult.Row row, final int fold) {
		final Integer known = subjects.putIfAbsent(row.subject(), subjects.size());
		if (known == null) {
			subjectPositive.add(row.isPositive());
			subjectFold.add(fold);
		}
		final int subject = subjects.get(row.subject());
		if (subjectPositive.get(subject) != row.isPositive() || subjectFold.get(subject) != fold)
			throw UserError.of(
					"Subject %s has two labels or is in two test folds of the predictions: run Evaluate Augmentation again.",
					row.subject());
		positive.put(row.id(), row.isPositive());
		subjectOfImage.put(row.id(), subject);
		(row.isPositive() ? positiveLabels : negativeLabels).add(row.label());
	}

	int size() {
		return positive.size();
	}

	boolean isPositive(final String id) {
		return positive.get(id);
	}

	int positives() {
		return (int) positive.values().stream().filter(p -> p).count();
	}

	int subjects() {
		return subjects.size();
	}

	String positiveLabel() {
		return positiveLabels.first();
	}

	String negativeLabel() {
		return negativeLabels.first();
	}

	SortedSet<Integer> folds() {
		return folds;
	}

	int positiveSubjectCount() {
		return (int) subjectPositive.stream().filter(p -> p).count();
	}

	boolean[] positiveSubjects() {
		final boolean[] out = new boolean[subjectPositive.size()];
		for (int i = 0; i < out.length; i++) out[i] = subjectPositive.get(i);
		return out;
	}

	int[] foldOfSubject() {
		return subjectFold.stream().mapToInt(f -> f).toArray();
	}

	/** The rows of some cells as cases; the scores of one cell's network are one group. */
	Cases cases(final Collection<CellResult> results) {
		final Cases.Builder builder = Cases.of(subjects.size());
		for (final CellResult result : results) {
			final String group = result.cell().fold() + "/" + result.cell().repeat();
			for (final CellResult.Row row : result.rows())
				builder.add(subjectOfImage.get(row.id()), group, row.isPositive(), row.isCalledPositive(), row.score());
		}
		return builder.build();
	}

	/**
	 * The rows of several repeats as cases, one for each image, with the mean score and its decision at 0.5; a fold is
	 * one group.
	 */
	Cases casesOfMeans(final Collection<CellResult> repeats) {
		final Map<String, Double> sums = new LinkedHashMap<>();
		final Map<String, Integer> fold = new LinkedHashMap<>();
		for (final CellResult result : repeats) for (final CellResult.Row row : result.rows()) {
			sums.merge(row.id(), row.score(), Double::sum);
			fold.put(row.id(), result.cell().fold());
		}
		final long count = repeats.stream().map(result -> result.cell().repeat()).distinct().count();
		final Cases.Builder builder = Cases.of(subjects.size());
		sums.forEach((id, sum) -> builder.add(subjectOfImage.get(id), String.valueOf(fold.get(id)), positive.get(id),
				sum / count >= 0.5, sum / count));
		return builder.build();
	}
}
