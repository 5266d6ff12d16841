/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.junit.jupiter.api.Test;

class SpellingTest {
	private static final List<String> KEYS = List.of("generations", "batch", "batch_norm", "learning_rate",
			"learning_rate_ratio", "mixup", "ema");

	@Test
	void distanceCountsEdits() {
		assertEquals(0, Spelling.distance("batch", "batch"));
		assertEquals(5, Spelling.distance("", "batch"));
		assertEquals(3, Spelling.distance("kitten", "sitting"));
		assertEquals(1, Spelling.distance("bacth", "batch"));
		// Swapped neighbours are not edited again, so this is not ca, ac, abc.
		assertEquals(3, Spelling.distance("ca", "abc"));
	}

	@Test
	void theNearestNamesComeFirst() {
		assertEquals(List.of("generations"), Spelling.nearest("generation", KEYS));
		assertEquals(List.of("batch"), Spelling.nearest("bacth", KEYS));
		assertEquals(List.of("batch_norm", "batch"), Spelling.nearest("BatchNorm", KEYS));
		assertEquals(List.of("learning_rate", "learning_rate_ratio"), Spelling.nearest("learning-rate", KEYS));
	}

	@Test
	void nothingIsGuessedFromNothing() {
		assertEquals(List.of(), Spelling.nearest("colour", KEYS));
		assertEquals("", Spelling.question(List.of("x"), KEYS));
		assertEquals(" Did you mean mixup?", Spelling.question(List.of("mix_up"), KEYS));
		assertEquals(" Did you mean mixup or ema?", Spelling.question(List.of("mix_up", "emma"), KEYS));
		assertEquals(" Did you mean mixup, ema or generations?",
				Spelling.question(List.of("mix_up", "emma", "generation"), KEYS));
	}
}
