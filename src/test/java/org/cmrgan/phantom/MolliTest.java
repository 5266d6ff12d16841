/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class MolliTest {
	@Test
	void withoutNoiseTheFitFindsTheT1ThatMadeTheSignals() {
		for (final double beat : new double[] { 700, 900, 1100 }) {
			final Molli molli = new Molli(beat);
			for (final int t1 : new int[] { 250, 500, 850, 950, 1030, 1250, 1550, 2000 })
				assertEquals(t1, molli.fit(magnitudes(molli, t1, 1, 0, null)), 1, "T1 " + t1 + ", beat " + beat);
		}
	}

	@Test
	void myocardiumScattersAsMuchAsRealMapsDo() {
		final Molli molli = new Molli(900);
		final Noise noise = new Noise(3);
		double sum = 0;
		double square = 0;
		final int n = 4000;
		for (int i = 0; i < n; i++) {
			final double t1 = molli.fit(magnitudes(molli, 950, 0.5, 0.02, noise));
			sum += t1;
			square += t1 * t1;
		}
		final double mean = sum / n;
		final double deviation = Math.sqrt(square / n - mean * mean);
		assertEquals(950, mean, 5);
		assertTrue(deviation > 30 && deviation < 60, "pixel SD " + deviation + " ms");
	}

	private static double[] magnitudes(final Molli molli, final int t1, final double signal, final double sd,
			final Noise noise) {
		final float[] s = new float[Molli.SAMPLES];
		molli.add(t1, (float) signal, s, 0);
		final double[] out = new double[Molli.SAMPLES];
		for (int k = 0; k < out.length; k++)
			out[k] = noise == null ? Math.abs(s[k]) : Math.hypot(s[k] + sd * noise.next(), sd * noise.next());
		return out;
	}
}
