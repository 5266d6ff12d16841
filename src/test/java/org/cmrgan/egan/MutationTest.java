/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cmrgan.nn.Logits;
import org.junit.jupiter.api.Test;

class MutationTest {
	private static final double[] LOGITS = { -40, -3, -0.7, 0, 0.2, 2.5, 40 };

	@Test
	void lossesAreThePublishedFormulas() {
		for (final double s : new double[] { -3, -0.5, 0, 1.25 }) {
			final double d = 1 / (1 + Math.exp(-s));
			assertEquals(Math.log(1 - d), Mutation.MINIMAX.loss(s), 1e-12);
			assertEquals(-Math.log(d), Mutation.HEURISTIC.loss(s), 1e-12);
			assertEquals((d - 1) * (d - 1), Mutation.LEAST_SQUARES.loss(s), 1e-12);
		}
	}

	@Test
	void slopesAreTheDerivativesOfTheLosses() {
		final double h = 1e-5;
		for (final Mutation m : Mutation.values())
			for (final double s : LOGITS)
				assertEquals((m.loss(s + h) - m.loss(s - h)) / (2 * h), m.slope(s), 1e-8, m + " at " + s);
	}

	@Test
	void everyMutationMovesTheLogitUp() {
		for (final Mutation m : Mutation.values())
			for (final double s : LOGITS) assertTrue(m.slope(s) <= 0, m + " at " + s);
	}

	@Test
	void crossEntropyHasItsClosedFormAndSlope() {
		final double h = 1e-5;
		for (final double real : new double[] { 0, 0.3, 1 }) {
			for (final double s : new double[] { -2, 0, 0.4, 3 }) {
				final double d = 1 / (1 + Math.exp(-s));
				assertEquals(-real * Math.log(d) - (1 - real) * Math.log(1 - d), Logits.crossEntropy(s, real), 1e-12);
				assertEquals((Logits.crossEntropy(s + h, real) - Logits.crossEntropy(s - h, real)) / (2 * h),
						Logits.crossEntropySlope(s, real), 1e-8);
			}
		}
	}

	@Test
	void lossesStayFiniteFarOut() {
		for (final Mutation m : Mutation.values()) for (final double s : new double[] { -1e4, 1e4 }) {
			assertTrue(Double.isFinite(m.loss(s)));
			assertTrue(Double.isFinite(m.slope(s)));
		}
	}
}
