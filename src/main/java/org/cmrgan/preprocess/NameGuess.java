/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cmrgan.run.UserError;

/**
 * Guesses the position of subject and label in the paths of images. Candidates are tried on all paths, the most usual
 * first. The first one is used under which every path has both, there are two labels with at least two subjects each,
 * and no subject has two labels.
 */
final class NameGuess {
	private static final List<String> USUAL = List.of("{label}/{subject}/**", "**/{label}/{subject}/*",
			"{label}/{subject}_s*", "{label}/{subject}_z*", "{label}/{subject}-*", "{label}/{subject}_*",
			"{label}/**/{subject}_*", "{label}/{subject}", "{label}/**/{subject}", "**/{label}/{subject}_*",
			"**/{label}/{subject}", "**/{subject}_{label}_*", "**/{subject}_{label}", "**/{label}_{subject}_*",
			"**/{label}-{subject}-*", "**/{label}_{subject}", "**/{label}-{subject}", "{subject}/{label}/*");

	private NameGuess() {}

	/**
	 * @param paths below the folder, without extensions
	 * @param wanted labels that are kept; all if empty
	 * @throws UserError if no candidate fits, showing a path
	 */
	static NamePattern of(final Path folder, final List<String> paths, final Collection<String> wanted) {
		final List<NamePattern> fits = new ArrayList<>();
		for (final String text : USUAL) {
			final NamePattern pattern = NamePattern.of(text);
			if (fits(pattern, paths, wanted)) fits.add(pattern);
		}
		if (fits.isEmpty())
			throw UserError.of(
					"The paths in %s, such as %s, do not show two labels with at least two subjects each: give pattern=, such as {label}/{subject}_*, and labels= if there are more than two.",
					folder, paths.get(0));
		return fits.get(0);
	}

	private static boolean fits(final NamePattern pattern, final List<String> paths, final Collection<String> wanted) {
		final Map<String, String> labels = new HashMap<>();
		final Map<String, Set<String>> subjects = new HashMap<>();
		for (final String path : paths) {
			final Optional<String[]> match = pattern.match(path);
			if (match.isEmpty()) return false;
			final String subject = match.get()[0];
			final String label = match.get()[1];
			if (!wanted.isEmpty() && !wanted.contains(label)) continue;
			if (!labels.computeIfAbsent(subject, s -> label).equals(label)) return false;
			subjects.computeIfAbsent(label, l -> new HashSet<>()).add(subject);
		}
		final int count = wanted.isEmpty() ? 2 : wanted.size();
		return subjects.size() == count && subjects.values().stream().allMatch(s -> s.size() > 1);
	}
}
