/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Map;

import org.junit.jupiter.api.Test;

class StepCurvesTest {
	private enum Figure implements StepFigure {
		LOSS,
		PHASE;

		@Override
		public String key() {
			return name();
		}

		@Override
		public String title() {
			return name();
		}
	}

	@Test
	void zerosOfOnePhaseAreNotMeasurements() {
		final StepCurves curves = new StepCurves("step", new double[] { 1, 2, 3, 4, 5 },
				Map.of(Figure.LOSS, new double[] { 0, 0, -0.5, 0, 2 }, Figure.PHASE, new double[] { 1, 1, 1, 2, 2 }));
		assertArrayEquals(new double[] { Double.NaN, Double.NaN, -0.5, 0, 2 },
				curves.withoutZeros(Figure.PHASE, 1).of(Figure.LOSS));
		assertArrayEquals(new double[] { 0, 0, -0.5, 0, 2 }, curves.of(Figure.LOSS));
	}
}
