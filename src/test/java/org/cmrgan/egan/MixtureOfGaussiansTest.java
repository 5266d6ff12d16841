/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class MixtureOfGaussiansTest {
	@Test
	void evolutionFindsAllOfEightModes(@TempDir final Path folder) {
		final MixtureOfGaussians.Result result = MixtureOfGaussians.of(8).train("minimax,heuristic,least_squares", 3000,
				1, folder);
		assertEquals(8, result.found());
		assertTrue(result.good() > 0.5, "near a centre: " + result.good());
	}

	@Test
	void evolutionFindsAllOfTwentyFiveModes(@TempDir final Path folder) {
		final MixtureOfGaussians.Result result = MixtureOfGaussians.of(25).train("minimax,heuristic,least_squares",
				10000, 1, folder);
		assertEquals(25, result.found());
		assertTrue(result.good() > 0.5, "near a centre: " + result.good());
	}
}
