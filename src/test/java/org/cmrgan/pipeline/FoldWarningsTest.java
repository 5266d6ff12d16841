/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.ListeningContext;
import org.junit.jupiter.api.Test;

/** The user reads a warning once, with its fold, however many folds it applies to. */
class FoldWarningsTest {
	@Test
	void theSameWarningOfAnotherFoldIsAMessage() {
		final ListeningContext heard = new ListeningContext();
		final Map<String, Integer> before = new HashMap<>();
		new FoldWarnings(heard, 1, before).warn("It diverged.");
		new FoldWarnings(heard, 2, before).warn("It diverged.");
		new FoldWarnings(heard, 2, before).warn("It is slow.");
		assertEquals(List.of("Fold 1: It diverged.", "Fold 2: It is slow."), heard.warnings());
		assertEquals(List.of("Fold 2 has the same warning as fold 1: It diverged."), heard.infos());
	}
}
