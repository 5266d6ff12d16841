/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cmrgan.run.Key;

/**
 * Detects subjects whose names differ only in spelling. One person under two names would be in training and test data
 * at once.
 */
public final class Subjects {
	/** True if the user has confirmed that similar names are different people. */
	public static final Key<Boolean> AS_WRITTEN = Key.flag("subjects_as_written",
			"treat names that differ only in case, leading zeros, white space or hidden characters as different subjects")
			.or(false);

	private static final int NAMED = 10;

	private Subjects() {}

	/**
	 * {@return what is wrong with the names, in one sentence; empty if no two of them differ only in spelling}
	 *
	 * @param where for each name, where it occurs first: "subjects.csv line 7"
	 * @param source the table, for the message
	 */
	public static Optional<String> problem(final Map<String, String> where, final String source) {
		final List<List<String>> several = Names.spelledInSeveralWays(where.keySet());
		if (several.isEmpty()) return Optional.empty();
		final String named = several
				.stream().limit(NAMED).map(spellings -> spellings.stream()
						.map(name -> Names.shown(name) + " on " + where.get(name)).collect(Collectors.joining(", ")))
				.collect(Collectors.joining("; "));
		return Optional.of(source + " has " + (several.size() == 1 ? "a subject" : several.size() + " subjects")
				+ " with names that differ only in case, leading zeros, white space or hidden characters (" + named
				+ (several.size() > NAMED ? "; and " + (several.size() - NAMED) + " more" : "")
				+ "): spell each subject alike, or give " + AS_WRITTEN.name() + "=true if they are different people.");
	}
}
