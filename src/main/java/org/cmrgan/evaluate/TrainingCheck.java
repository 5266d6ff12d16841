/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.cmrgan.run.RunContext;

/**
 * Checks that networks were trained at all, because a gain over untrained networks proves nothing. Warns once for each
 * classifier.
 */
final class TrainingCheck {
	private static final int FEWEST_STEPS = 100;
	/** Balanced accuracy on its own training images below which a network counts as not fitted; chance is 0.5. */
	private static final double POOREST_FIT = 0.75;

	private final Collection<CellResult> results;

	TrainingCheck(final Collection<CellResult> results) {
		this.results = results;
	}

	void warn(final RunContext context) {
		final TreeSet<Classifier> classifiers = results.stream().filter(r -> r.steps() > 0)
				.map(r -> r.cell().classifier()).collect(Collectors.toCollection(TreeSet::new));
		for (final Classifier classifier : classifiers) {
			final List<CellResult> cells = results.stream()
					.filter(r -> r.steps() > 0 && r.cell().classifier() == classifier).collect(Collectors.toList());
			final int fewest = cells.stream().mapToInt(CellResult::steps).min().orElseThrow();
			if (fewest < FEWEST_STEPS)
				context.warn(String.format(Locale.ROOT,
						"%s was trained for only %d steps: give steps=400 for reliable results.", classifier.title(),
						fewest));
			// A network is not meant to learn shuffled labels.
			final List<CellResult> poor = cells.stream()
					.filter(r -> r.fit() < POOREST_FIT && r.cell().arm() != Arm.SHUFFLED).collect(Collectors.toList());
			if (!poor.isEmpty())
				context.warn(String.format(Locale.ROOT,
						"%s does not fit its training images in %d of %d cells (balanced accuracy %.0f %% in %s): give more steps or another rate.",
						classifier.title(), poor.size(), cells.size(), 100 * poor.get(0).fit(),
						poor.get(0).cell().title()));
		}
	}
}
