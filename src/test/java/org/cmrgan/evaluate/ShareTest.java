/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShareTest {
	@Test
	void sharesPartitionTheCellsForAnyNumber() {
		final TreeSet<Cell> all = Experiment
				.cells(EvaluateConfig.of(Map.of("preset", "quick", "arms", "none,classic,egan", "repeats", "2")), 3);
		for (int n = 1; n <= all.size() + 3; n++) {
			final TreeSet<Cell> together = new TreeSet<>();
			int most = 0;
			int least = Integer.MAX_VALUE;
			for (int i = 1; i <= n; i++) {
				final TreeSet<Cell> share = Share.of(i + "/" + n).of(all);
				for (final Cell cell : share) assertTrue(together.add(cell), cell + " twice of " + n);
				most = Math.max(most, share.size());
				least = Math.min(least, share.size());
			}
			assertEquals(all, together);
			assertTrue(most - least <= 1, n + " shares of " + least + " to " + most);
		}
	}

	@Test
	void everyCellIsAShareOfItsOwn() {
		final EvaluateConfig config = EvaluateConfig
				.of(Map.of("preset", "quick", "arms", "none,shuffled,mosaic,egan+classic", "multiples", "0,2"));
		final List<CellShare> shares = Experiment.shares(config, 3);
		final TreeSet<Cell> all = Experiment.cells(config, 3);
		assertEquals(all.size(), shares.size());
		for (final CellShare share : shares) {
			final Cell cell = Share.of(Share.KEY.parse(share.share())).of(all).first();
			assertEquals(1, Share.of(share.share()).of(all).size());
			assertEquals(cell.title(), share.title());
			assertEquals(cell.fold(), share.fold());
			assertEquals(cell.arm() == Arm.MOSAIC || cell.arm() == Arm.EGAN_CLASSIC, share.needsImages(), cell.title());
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "all", "ALL", "1/1", "3/16", " 3 / 16 ", "16/16" })
	void whatCanBeGiven(final String text) {
		assertEquals(text.trim(), Share.KEY.parse(text));
		assertEquals(text.contains("/"), Share.isPart(text));
	}

	@ParameterizedTest
	@ValueSource(strings = { "0/4", "5/4", "1/0", "1", "1/2/3", "-1/2", "some", "1.5/2", "1/", "999999/1000000" })
	void whatCannotBeGiven(final String text) {
		final String message = assertThrows(UserError.class, () -> Share.KEY.parse(text)).getMessage();
		assertTrue(message.contains("I/N"), message);
		assertFalse(message.isBlank());
	}
}
