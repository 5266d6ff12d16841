/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The coverage of intervals and the level of tests, on many simulated studies of few subjects with correlated images.
 */
@Tag("slow")
class CoverageTest {
	private static final int STUDIES = 400;
	private static final int SUBJECTS = 24;
	private static final double SKILL = 1.5;
	private final RandomGenerator random = new MersenneTwister(17);

	@Test
	void intervalsHoldTheTruthAndTestsKeepTheirLevel() {
		final double[] truth = study(40_000)[0].metrics();
		final boolean[] positive = new boolean[SUBJECTS];
		for (int s = 0; s < SUBJECTS; s++) positive[s] = isPositive(s);
		final int[] held = new int[Metric.values().length];
		int zeroHeld = 0;
		int rejected = 0;
		for (int i = 0; i < STUDIES; i++) {
			final Cases[] arms = study(SUBJECTS);
			final SubjectBootstrap bootstrap = new SubjectBootstrap(positive, 1000, random);
			final SubjectBootstrap.Resampled a = bootstrap.resample(arms[0]);
			for (final Metric m : Metric.values()) if (a.interval(m).contains(truth[m.ordinal()])) held[m.ordinal()]++;
			if (a.differenceTo(bootstrap.resample(arms[1]), Metric.BALANCED_ACCURACY).contains(0)) zeroHeld++;
			if (SubjectSignFlip.balancedAccuracy(arms[0], arms[1]) <= 0.05) rejected++;
		}
		for (final Metric m : Metric.values()) share(m.key(), held[m.ordinal()], 0.89, 1);
		share("difference", zeroHeld, 0.92, 0.99);
		share("rejected", rejected, 0.02, 0.09);
	}

	private static void share(final String what, final int of, final double low, final double high) {
		final double share = (double) of / STUDIES;
		assertTrue(share >= low && share <= high, what + " in " + share + " of the studies");
	}

	private static boolean isPositive(final int subject) {
		return subject % 4 != 0;
	}

	/** Two equally good arms on the same images; every fourth subject is negative, 2 to 10 images each. */
	private Cases[] study(final int subjects) {
		final Cases.Builder[] arms = { Cases.of(subjects), Cases.of(subjects) };
		for (int s = 0; s < subjects; s++) {
			final double shared = random.nextGaussian();
			final double[] own = { random.nextGaussian(), random.nextGaussian() };
			for (int i = 0; i < 2 + s % SUBJECTS * 7 % 9; i++) {
				final double image = random.nextGaussian();
				for (int arm = 0; arm < 2; arm++) {
					final double z = (isPositive(s) ? 0.5 : -0.5) * SKILL + 0.6 * (0.6 * shared + 0.8 * own[arm])
							+ 0.8 * (0.6 * image + 0.8 * random.nextGaussian());
					arms[arm].add(s, String.valueOf(s / 4 % 4), isPositive(s), z >= 0, 1 / (1 + Math.exp(-z)));
				}
			}
		}
		return new Cases[] { arms[0].build(), arms[1].build() };
	}
}
