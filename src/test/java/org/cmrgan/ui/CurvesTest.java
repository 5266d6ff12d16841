/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.Map;

import org.junit.jupiter.api.Test;

class CurvesTest {
	private static int[] pixels(final double... stepsAndValues) {
		final Curves curves = new Curves("E-GAN", "generation", 10);
		for (int i = 0; i < stepsAndValues.length; i += 2)
			curves.add((long) stepsAndValues[i], Map.of("d_loss", stepsAndValues[i + 1]));
		return (int[]) curves.draw().getPixels();
	}

	@Test
	void aReturnToASnapshotLeavesNoTrace() {
		final int[] straight = pixels(1, 0.5, 2, 0.7, 3, 0.2, 4, 0.3);
		assertArrayEquals(straight, pixels(1, 0.5, 2, 0.7, 3, 0.9, 4, 0.1, 5, 0.8, 3, 0.2, 4, 0.3));
		assertFalse(Arrays.equals(straight, pixels(1, 0.5, 2, 0.7, 3, 0.9, 4, 0.3)));
	}

	@Test
	void aStepThatDoesNotMeasureAFigureLeavesNoTrace() {
		assertArrayEquals(pixels(3, 0.2, 4, 0.3), pixels(1, Double.NaN, 3, 0.2, 4, 0.3, 5, Double.NaN));
	}
}
