/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.Spectrum;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.junit.jupiter.api.Test;

class AssessmentTest {
	private static final int SIZE = 24;
	private final PatchSet real = ToySets.discs(40, SIZE, true, 1);
	private final PatchSet smooth = ToySets.discs(30, SIZE, false, 2);

	@Test
	void anUnchangedSetHasItsWholeGapLeft() {
		final Assessment none = new Assessment(real, smooth, smooth.pixels(), new Seeds(1).random("p", 0));
		assertEquals(1, none.gapLeft(), 1e-12);
		assertEquals(0, none.change());
		assertEquals(none.syntheticDistance(), none.refinedDistance());
	}

	@Test
	void aPerfectSetHasNoGapLeft() {
		final PatchSet textured = ToySets.discs(30, SIZE, true, 3);
		final Assessment perfect = new Assessment(real, smooth, textured.pixels(), new Seeds(1).random("p", 0));
		assertTrue(perfect.gapLeft() < 0.1, "left " + perfect.gapLeft());
		assertTrue(perfect.refinedDistance() < 0.1 * perfect.syntheticDistance());
	}

	@Test
	void changeAndShiftAreMeansOverPixels() {
		final List<float[]> moved = new ArrayList<>();
		for (final float[] image : smooth.pixels()) {
			final float[] copy = image.clone();
			for (int i = 0; i < copy.length; i++) copy[i] += i % 4 == 0 ? -0.1f : 0.1f;
			moved.add(copy);
		}
		final Map<String, Object> facts = new Assessment(real, smooth, moved, new Seeds(1).random("p", 0)).facts();
		assertEquals(0.1, (Double) facts.get("mean_absolute_change"), 1e-6);
		assertEquals(0.05, (Double) facts.get("mean_change"), 1e-6);
	}

	@Test
	void twiceTheAmplitudeIsFourTimesThePower() {
		final float[][] once = { real.pixels(0) };
		final float[] doubled = real.pixels(0).clone();
		for (int i = 0; i < doubled.length; i++) doubled[i] *= 2;
		final Spectrum spectrum = new Spectrum(SIZE, SIZE);
		assertEquals(Math.log(4),
				Assessment.logHighPower(spectrum, new float[][] { doubled }) - Assessment.logHighPower(spectrum, once),
				1e-6);
	}

	@Test
	void theLabelCheckLearnsTheLabelsAndCountsFlips() {
		try (LabelCheck check = new LabelCheck(real, 60, new Seeds(1), RunContext.quiet())) {
			assertTrue(check.accuracy(real) > 0.8, "accuracy " + check.accuracy(real));
			assertEquals(0, check.flips(real.pixels(), real.pixels()));
			final PatchSet healthy = real.ofLabel("healthy");
			final PatchSet patients = real.ofLabel("patient").subset(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
			assertTrue(check.flips(healthy.pixels(), patients.pixels()) > 0.6);
		}
	}

	@Test
	void aSampleIsSpreadOverTheSet() {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 1000; i++) {
			rows.add(new Patch("s" + i, "", "patient", 0, Map.of()));
			pixels.add(new float[4]);
		}
		final PatchSet sample = Assessment.sample(new PatchSet(2, 2, 1, rows, pixels));
		assertEquals(Assessment.MOST, sample.size());
		assertEquals("s995", sample.patch(199).id());
	}
}
