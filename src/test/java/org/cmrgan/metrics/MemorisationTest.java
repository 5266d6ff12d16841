/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("long")
class MemorisationTest {
	private static final int TRAIN = 40;
	private final float[][] train = Hearts.some(TRAIN, 1);
	private final float[][] heldOut = Hearts.some(20, 2);
	private final int[] groups = new int[TRAIN];
	private final NearestImages search;

	MemorisationTest() {
		for (int i = 0; i < TRAIN; i++) groups[i] = i;
		search = new NearestImages(train, groups, 80, 80, 2);
	}

	@Test
	void aMovedRealIsFoundWithItsMove() {
		final float[] turned = Symmetry.QUARTER_TURN.apply(train[7], 80, 80);
		final float[] moved = new float[6400];
		for (int y = 0; y < 80; y++)
			for (int x = 0; x < 80; x++)
				moved[y * 80 + x] = turned[Math.max(0, Math.min(79, y - 1)) * 80 + Math.max(0, Math.min(79, x + 2))];
		final Neighbour n = search.of(moved);
		assertEquals(7, n.index());
		assertEquals(0, n.distance(), 1e-9);
		assertEquals(Symmetry.QUARTER_TURN, n.symmetry());
		assertEquals(-2, n.dx());
		assertEquals(1, n.dy());
		assertTrue(n.ratio() < 1e-6);
	}

	@Test
	void plantedCopiesAreCaughtUnderEveryMoveAndFreshRealsAreNot() {
		final RandomGenerator g = new MersenneTwister(5);
		final List<float[]> set = new ArrayList<>(List.of(Hearts.some(40, 3)));
		final int fresh = set.size();
		for (final Symmetry s : Symmetry.values()) {
			final float[] copy = MetricsTest.noisy(s.apply(train[3 + s.ordinal()], 80, 80), 0.05, g);
			for (int i = 0; i < copy.length; i++) copy[i] = copy[i] * 0.8f + 0.1f; // another contrast hides nothing
			set.add(copy);
		}
		final Memorisation m = memorisation(set.toArray(new float[0][]));
		assertEquals(8, m.copies().size(), m.copies().toString());
		assertTrue(m.copies().stream().allMatch(i -> i >= fresh));
	}

	@Test
	void aGeneratorThatOnlyRepeatsFailsEveryMeasure() {
		final RandomGenerator g = new MersenneTwister(5);
		final float[][] copies = new float[30][];
		for (int i = 0; i < 30; i++) copies[i] = MetricsTest.noisy(train[i], 0.1, g);
		final Memorisation m = memorisation(copies);
		assertTrue(m.copyZ() < -5);
		assertEquals(0, m.authenticity());
		assertTrue(m.meanRatio() < 0.4);
		assertEquals(30, m.copies().size());
	}

	@Test
	void freshRealsPassEveryMeasure() {
		final Memorisation m = memorisation(Hearts.some(40, 3));
		assertEquals(0, m.copies().size());
		assertTrue(m.copyZ() > -1.645, "z " + m.copyZ());
		assertTrue(m.authenticity() > 0.3, "authenticity " + m.authenticity());
		assertTrue(m.meanRatio() > 0.7);
	}

	@Test
	void fakesThatLeanOnTheirTrainingSubjectsAreToldFromBlurredOnes() {
		final HandMadeFeatures features = new HandMadeFeatures(80, 80);
		final float[][] all = new float[60][];
		final int[] subject = new int[60];
		final boolean[] seen = new boolean[60];
		for (int i = 0; i < 60; i++) {
			all[i] = i < TRAIN ? train[i] : heldOut[i - TRAIN];
			subject[i] = i;
			seen[i] = i < TRAIN;
		}
		final FeatureScale scale = new FeatureScale(features.of(train));
		final double[][] reals = scale.apply(features.of(all));
		final RandomGenerator g = new MersenneTwister(8);
		final float[][] leaning = new float[30][];
		for (int i = 0; i < 30; i++) leaning[i] = MetricsTest.noisy(train[i], 0.02, g);
		final Memorisation.Leaning caught = Memorisation.leaning(scale.apply(features.of(leaning)), reals, subject,
				seen, 300, g);
		assertEquals(1, caught.share());
		assertEquals(2 / 3.0, caught.expected(), 0.03);
		assertTrue(caught.p() < 0.01);
		final Memorisation.Leaning free = Memorisation.leaning(scale.apply(features.of(Hearts.some(40, 3))), reals,
				subject, seen, 300, g);
		assertTrue(free.p() > 0.05, "p " + free.p());
	}

	@Test
	void anotherSliceOfTheSameSubjectIsNotTheSecondNearest() {
		final float[][] reals = { train[0], MetricsTest.noisy(train[0], 0.02, new MersenneTwister(1)), train[1] };
		final Neighbour n = new NearestImages(reals, new int[] { 4, 4, 9 }, 80, 80, 0).of(train[0]);
		assertEquals(0, n.index());
		assertTrue(n.second() > 0.1);
		assertEquals(2, new NearestImages(reals, new int[] { 4, 4, 9 }, 80, 80, 0).of(train[0], 4).index());
	}

	private Memorisation memorisation(final float[][] fakes) {
		final double[] held = search.of(heldOut).stream().mapToDouble(Neighbour::distance).toArray();
		final double[] between = new double[TRAIN];
		for (int i = 0; i < TRAIN; i++) between[i] = search.of(train[i], i).distance();
		return new Memorisation(search.of(fakes), held, between);
	}
}
