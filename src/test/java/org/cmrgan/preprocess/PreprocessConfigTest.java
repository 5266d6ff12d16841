/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.cmrgan.run.Key;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;

class PreprocessConfigTest {
	private static String refused(final String... pairs) {
		final Map<String, String> given = new java.util.HashMap<>(Map.of("input", "x"));
		for (int i = 0; i < pairs.length; i += 2) given.put(pairs[i], pairs[i + 1]);
		return assertThrows(UserError.class, () -> PreprocessConfig.of(given)).getMessage();
	}

	@Test
	void theDefaultsAreThePapersPatch() {
		final PreprocessConfig config = PreprocessConfig.of(Map.of("input", "x"));
		assertEquals(80, config.size());
		assertEquals(1.2, config.spacing());
		assertEquals("auto", config.window());
		assertEquals("linear", config.interpolation());
		assertEquals(4, config.folds());
		assertFalse(config.allowSkips());
	}

	@Test
	void badNumbersAreNamedTogether() {
		final String message = refused("size", "0,5", "folds", "abc", "spacing", "-1", "window", "t2");
		for (final String key : new String[] { "size=0,5", "folds=abc", "spacing=-1", "window=t2" })
			assertTrue(message.contains(key), message);
		assertTrue(refused("size", "81").contains("(80 is)"));
		assertTrue(refused("folds", "1").contains("folds=1 is out of range"));
		assertTrue(
				assertThrows(UserError.class, () -> PreprocessConfig.of(Map.of())).getMessage().startsWith("input "));
	}

	@Test
	void noKeyEndsAnotherAndAllAreLowerCase() {
		for (final Key<?> a : PreprocessConfig.KEYS) {
			assertEquals(a.name().toLowerCase(java.util.Locale.ROOT), a.name());
			for (final Key<?> b : PreprocessConfig.KEYS)
				assertTrue(a == b || !a.name().endsWith(b.name()), a + " ends in " + b);
		}
	}
}
