/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

class SettingsTest {
	private static final Key<Integer> BATCH = Key.integer("batch", "images per step", 2, 256).or(8, 16, 32);
	private static final Key<Double> GAMMA = Key.number("gamma", "weight", 0, 100).or(0.01);
	private static final Key<List<Integer>> MULTIPLES = Key.integers("multiples", "multiples", 0, 10).or(List.of(3, 4));
	private static final List<Key<?>> KEYS = List.of(Settings.PRESET, BATCH, GAMMA, MULTIPLES);

	@Test
	void presetDecidesWhatIsNotGiven() {
		final Settings s = Settings.parse(KEYS, Map.of("preset", "Quick", "gamma", "0.5", "batch", " "));
		assertEquals(8, s.get(BATCH));
		assertEquals(0.5, s.get(GAMMA));
		assertEquals(Map.of("preset", "quick", "batch", "8", "gamma", "0.5", "multiples", "3,4"), s.asText());
		assertEquals(s, Settings.parse(KEYS, s.asText()));
	}

	@Test
	void refusesWhatIsNotANumberInRange() {
		for (final String bad : new String[] { "0", "-3", "abc", "0,5", "1.5", "257", "1e3", "99999999999999999999" }) {
			final UserError e = assertThrows(UserError.class, () -> Settings.parse(KEYS, Map.of("batch", bad)));
			assertTrue(e.getMessage().contains("batch=" + bad) && e.getMessage().contains("2 to 256"), e.getMessage());
		}
		for (final String bad : new String[] { "0,5", "NaN", "1d", "0x1p3", "-0.1", "Infinity" })
			assertThrows(UserError.class, () -> Settings.parse(KEYS, Map.of("gamma", bad)), bad);
		for (final String bad : new String[] { "3,3", "3,,4", "a", "11", "3;4" })
			assertThrows(UserError.class, () -> Settings.parse(KEYS, Map.of("multiples", bad)), bad);
	}

	@Test
	void namesAllProblemsAtOnceAndTheValidWords() {
		final UserError e = assertThrows(UserError.class,
				() -> Settings.parse(KEYS, Map.of("preset", "fast", "batch", "x", "gamma", "y")));
		assertTrue(e.getMessage().contains("one of quick, standard, paper"), e.getMessage());
		assertTrue(e.getMessage().contains("batch=x") && e.getMessage().contains("gamma=y"), e.getMessage());
	}

	@Test
	void formerNamesAndWordsAreTaken() {
		final Key<Double> rate = Key.number("learning_rate", "a rate", 0, 1).formerly("rate").or(0.5);
		final Key<List<String>> words = Key.words("losses", "some", "least_squares", "minimax")
				.formerly("leastsquares", "least_squares").or(List.of("minimax"));
		final Settings old = Settings.parse(List.of(rate, words),
				Map.of("rate", "0.1", "losses", "minimax,leastsquares"));
		assertEquals(Map.of("learning_rate", "0.1", "losses", "minimax,least_squares"), old.asText());
		assertEquals(0.2, Settings.parse(List.of(rate), Map.of("rate", "0.1", "learning_rate", "0.2")).get(rate));
		assertEquals(Map.of("learning_rate", "0.2", "other", "x"),
				Settings.renamed(List.of(rate), Map.of("rate", "0.1", "learning_rate", "0.2", "other", "x")));
	}
}
