/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Shuffle;

/**
 * Splits a fold's training subjects into those that train and those that validate: by subject, with the same fraction
 * of each class.
 */
final class InnerSplit {
	private final Set<String> validation = new TreeSet<>();

	/**
	 * @param labels label by subject
	 * @param share fraction of each class's subjects to hold out: at least one subject, but never the only one
	 */
	InnerSplit(final Map<String, String> labels, final double share, final RandomGenerator random) {
		final Map<String, List<String>> classes = new TreeMap<>();
		new TreeMap<>(labels)
				.forEach((subject, label) -> classes.computeIfAbsent(label, l -> new ArrayList<>()).add(subject));
		final boolean possible = classes.values().stream().allMatch(subjects -> subjects.size() > 1);
		for (final List<String> subjects : classes.values()) {
			Shuffle.of(subjects, random);
			final int held = Math.min(subjects.size() - 1, Math.max(1, (int) Math.round(share * subjects.size())));
			if (possible) validation.addAll(subjects.subList(0, held));
		}
	}

	/** The subjects held out; none if a class has a single subject. */
	boolean isValidation(final String subject) {
		return validation.contains(subject);
	}
}
