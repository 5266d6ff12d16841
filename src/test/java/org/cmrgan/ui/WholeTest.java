/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class WholeTest {
	private static final long SECOND = 1_000_000_000L;

	private static Whole evaluation() {
		final Map<String, Double> parts = new LinkedHashMap<>();
		parts.put("Evaluation", 50.0);
		parts.put("fold 1 of 2, E-GAN ill", 25.0);
		parts.put("fold 2 of 2, E-GAN ill", 25.0);
		return new Whole(parts, 0);
	}

	@Test
	void partsCountByTheTimeThatTheyTake() {
		final Whole whole = evaluation();
		whole.started("Evaluation", List.of());
		whole.started("fold 1 of 2, E-GAN ill", List.of("Evaluation"));
		whole.take("fold 1 of 2, E-GAN ill", 0.4, false);
		assertEquals(0.1, whole.share(), 1e-12);
		assertEquals("whole: 10 %, about 90 s left", whole.words(10 * SECOND));
		whole.take("fold 1 of 2, E-GAN ill", 1, false);
		whole.take("Evaluation", 0.5, false);
		assertEquals("whole: 50 %, about 50 s left", whole.words(50 * SECOND));
	}

	@Test
	void whatAnEarlierRunFinishedTellsNothingOfThePace() {
		final Whole whole = evaluation();
		whole.started("Evaluation", List.of());
		whole.take("Evaluation", 0.5, true);
		// The generator of fold 1 was there.
		whole.started("fold 2 of 2, E-GAN ill", List.of("Evaluation"));
		assertEquals("whole: 50 %", whole.words(10 * SECOND));
		whole.take("fold 2 of 2, E-GAN ill", 1, false);
		assertEquals("whole: 75 %, about 50 s left", whole.words(50 * SECOND));
	}

	@Test
	void aRunOfOnePartIsTheWhole() {
		final Whole whole = new Whole(Map.of("SimGAN", 3.0), 0);
		whole.started("SimGAN", List.of());
		whole.take("SimGAN", 0.5, false);
		assertEquals("", whole.words(10 * SECOND));
		assertEquals("", new Whole(Map.of(), 0).words(SECOND));
	}
}
