/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;

import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;

class AmountTest {
	private static Amount amount(final String balance, final String label) {
		return Amount
				.of(Settings.parse(List.of(Amount.BALANCE, Amount.LABEL), Map.of("balance", balance, "label", label)));
	}

	@Test
	void theRarerClassIsFilledUpToTheOther() {
		final Amount amount = amount("true", "all");
		assertEquals(32, amount.images("ill", 3, 16, 48));
		assertEquals(0, amount.images("well", 3, 48, 16));
		assertEquals(0, amount.images("ill", 3, 16, 16));
		// A set of 3 images per real one is large enough, one of 2 is not.
		assertEquals(3, amount.multiple(1, 48, 16));
		assertTrue(3 * 16 >= 32);
		assertEquals(1, amount.multiple(1, 16, 16));
		assertEquals(0, amount.multiple(0, 48, 16));
	}

	@Test
	void oneClassAlone() {
		final Amount amount = amount("false", "ill");
		assertEquals(48, amount.images("ill", 3, 16, 48));
		assertEquals(0, amount.images("well", 3, 48, 16));
		assertFalse(amount.takes("well"));
		assertTrue(assertThrows(UserError.class, () -> amount.requireOneOf(List.of("a", "b"))).getMessage()
				.startsWith("label=ill "));
	}

	@Test
	void withoutEitherItIsAMultiple() {
		assertEquals(144, Amount.ofEachClass().images("well", 3, 48, 16));
		assertEquals(4, Amount.ofEachClass().multiple(4, 48, 16));
	}
}
