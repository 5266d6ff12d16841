/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class KernelGainTest {
	private final double[][] real = gauss(25, 0, 1);

	@Test
	void theGainIsTheDifferenceOfTheTwoDistances() {
		final double[][] before = gauss(12, 1.5, 2);
		final double[][] after = moved(before, -1);
		assertEquals(KernelDistance.between(real, before) - KernelDistance.between(real, after),
				new KernelGain(real, before, after).value(), 1e-12);
	}

	@Test
	void pIsTheShareOfSwapsThatGainAsMuch() {
		// With 4 pairs there are 16 assignments in all: count those that gain as much by hand.
		final double[][] before = gauss(4, 0.5, 3);
		final double[][] after = gauss(4, 0.3, 4);
		final double found = new KernelGain(real, before, after).value();
		int asMuch = 0;
		for (int mask = 0; mask < 16; mask++) {
			final double[][] a = before.clone();
			final double[][] b = after.clone();
			for (int i = 0; i < 4; i++) if ((mask >> i & 1) == 1) {
				a[i] = after[i];
				b[i] = before[i];
			}
			if (KernelDistance.between(real, a) - KernelDistance.between(real, b) >= found - 1e-9) asMuch++;
		}
		assertEquals(asMuch / 16.0, new KernelGain(real, before, after).permutationP(20000, new MersenneTwister(1)),
				0.02);
	}

	@Test
	void aSmallStepTheRightWayIsSeenAmongImagesThatDifferMore() {
		final double[][] before = gauss(40, 0.6, 5);
		final double[][] nearer = moved(before, -0.15);
		assertTrue(new KernelGain(real, before, nearer).permutationP(999, new MersenneTwister(1)) < 0.01);
		assertTrue(new KernelGain(real, before, moved(before, 0.15)).permutationP(999, new MersenneTwister(1)) > 0.99);
	}

	@Test
	void noChangeIsNoGain() {
		final double[][] before = gauss(10, 1, 6);
		final KernelGain gain = new KernelGain(real, before, before);
		assertEquals(0, gain.value(), 1e-12);
		assertEquals(1, gain.permutationP(99, new MersenneTwister(1)));
	}

	@Test
	void pairsMustBePairs() {
		final double[][] before = gauss(5, 1, 6);
		assertThrows(IllegalArgumentException.class, () -> new KernelGain(real, before, gauss(4, 1, 7)));
	}

	private static double[][] moved(final double[][] rows, final double by) {
		final double[][] out = new double[rows.length][];
		for (int i = 0; i < rows.length; i++) {
			out[i] = rows[i].clone();
			out[i][0] += by;
		}
		return out;
	}

	private static double[][] gauss(final int count, final double shift, final long seed) {
		final RandomGenerator random = new MersenneTwister(seed);
		final double[][] out = new double[count][3];
		for (final double[] row : out) {
			for (int k = 0; k < row.length; k++) row[k] = random.nextGaussian();
			row[0] += shift;
		}
		return out;
	}
}
