/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class NoiseTest {
	@Test
	void theFirstFourMomentsAndTheTailAreThoseOfTheNormalDistribution() {
		final Noise noise = new Noise(11);
		final int n = 1_000_000;
		final double[] moment = new double[5];
		int beyond = 0;
		for (int i = 0; i < n; i++) {
			final double x = noise.next();
			for (int k = 1; k <= 4; k++) moment[k] += Math.pow(x, k) / n;
			if (Math.abs(x) > 3.5) beyond++;
		}
		assertEquals(0, moment[1], 0.005);
		assertEquals(1, moment[2], 0.007);
		assertEquals(0, moment[3], 0.015);
		assertEquals(3, moment[4], 0.05);
		// 2 (1 - Phi(3.5)) = 4.65e-4
		assertEquals(465, beyond, 90);
	}
}
