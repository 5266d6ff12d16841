/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Shuffle;
import org.cmrgan.run.Seeds;

/**
 * Chooses lambda by short trainings inside the training fold. Some subjects are held out, and a refiner is trained with
 * each lambda on the others. Of the refiners without an alarm, the one whose refined images are closest to the held-out
 * images by KID wins.
 */
final class LambdaSweep {
	/** The weights tried: 1.5, a tenth and a third of it, and about three times it. */
	static final List<Double> CANDIDATES = List.of(0.15, 0.5, 1.5, 5.0);
	/** Fraction of the rounds of a whole training that each candidate gets. */
	static final double SHARE = 0.25;
	private static final double HELD_OUT = 0.2;

	/** The result of one lambda. */
	static final class Trial {
		private final double lambda;
		private final double distance;
		private final double gapLeft;
		private final double change;
		private final String health;

		Trial(final double lambda, final Assessment assessment, final String health) {
			this(lambda, assessment.refinedDistance(), assessment.gapLeft(), assessment.change(), health);
		}

		Trial(final double lambda, final double distance, final double gapLeft, final double change,
				final String health) {
			this.lambda = lambda;
			this.distance = distance;
			this.gapLeft = gapLeft;
			this.change = change;
			this.health = health;
		}

		double lambda() {
			return lambda;
		}

		boolean isHealthy() {
			return health.equals(Health.HEALTHY);
		}
	}

	private LambdaSweep() {}

	/** The healthy trial with the smallest distance; if none is healthy, the smallest of all. */
	static Trial best(final List<Trial> trials) {
		Trial best = null;
		for (final Trial t : trials)
			if (best == null || t.isHealthy() && !best.isHealthy()
					|| t.isHealthy() == best.isHealthy() && t.distance < best.distance)
				best = t;
		if (best == null) throw new IllegalArgumentException("no trials");
		return best;
	}

	/** Writes the table sweep.csv. */
	static String table(final List<Trial> trials) {
		final StringBuilder out = new StringBuilder("lambda,kid_refined,gap_left,change,health\n");
		for (final Trial t : trials)
			out.append(String.format(Locale.ROOT, "%s,%.4f,%.4f,%.5f,%s\n", t.lambda, t.distance, t.gapLeft, t.change,
					t.health));
		return out.toString();
	}

	/** The subjects to hold out: a fifth of each label's, at least one; none if a label has fewer than three. */
	static List<String> heldOut(final PatchSet real, final Seeds seeds, final String name) {
		final List<String> out = new ArrayList<>();
		for (final String label : real.labels()) {
			final List<String> subjects = new ArrayList<>(real.ofLabel(label).subjects());
			if (subjects.size() < 3) return List.of();
			final RandomGenerator random = seeds.random(name + ".heldout." + label, 0);
			Shuffle.of(subjects, random);
			out.addAll(subjects.subList(0, (int) Math.max(1, Math.round(HELD_OUT * subjects.size()))));
		}
		return out;
	}
}
