/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.cmrgan.run.Key;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;

class SimGanConfigTest {
	@Test
	void presetPaperIsThePublishedRecipe() {
		final SimGanConfig paper = SimGanConfig.of(Map.of("preset", "paper"));
		assertEquals(500, paper.refinerPretraining());
		assertEquals(100, paper.discriminatorPretraining());
		assertEquals(2, paper.refinerSteps());
		assertEquals(1, paper.discriminatorSteps());
		assertEquals("sgd", paper.settings().get(SimGanConfig.OPTIMISER));
		assertEquals("image", paper.settings().get(SimGanConfig.HEAD));
		assertEquals(5, paper.settings().get(SimGanConfig.BLOCKS));
		assertEquals(0, paper.crop());
		assertFalse(paper.flips());
		assertEquals(0, paper.means());
		assertEquals(0, paper.ema());
	}

	@Test
	void lambdaMayBeLeftToASweep() {
		assertTrue(SimGanConfig.of(Map.of("lambda", "auto")).sweepsLambda());
		assertFalse(SimGanConfig.of(Map.of("lambda", "0.15")).sweepsLambda());
	}

	@Test
	void badValuesAreRefusedInASentence() {
		for (final String[] bad : new String[][] { { "batch", "7" }, { "batch", "0" }, { "crop", "10" },
				{ "crop", "4" }, { "lambda", "-1" }, { "lambda", "0,5" }, { "rounds", "0" }, { "head", "relu" },
				{ "optimiser", "rmsprop" } }) {
			final UserError e = assertThrows(UserError.class, () -> SimGanConfig.of(Map.of(bad[0], bad[1])), bad[0]);
			assertTrue(e.getMessage().startsWith(bad[0] + "=" + bad[1]), e.getMessage());
		}
	}

	@Test
	void noKeyIsTheEndOfAnother() {
		for (final Key<?> a : SimGanConfig.KEYS)
			for (final Key<?> b : SimGanConfig.KEYS)
				assertFalse(a != b && a.name().endsWith(b.name()), a + " ends in " + b);
	}
}
