/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.random.Well19937c;
import org.junit.jupiter.api.Test;

class MirroredShiftTest {
	private static final int SIDE = 9;
	private static final int COUNT = 2000;

	/** The image whose pixel at (x, y) is 100 y + x. */
	private static float[] places() {
		final float[] out = new float[SIDE * SIDE];
		for (int p = 0; p < out.length; p++) out[p] = 100 * (p / SIDE) + p % SIDE;
		return out;
	}

	private static List<float[]> shifted(final List<MirroredShift> shifts) {
		final float[][] images = new float[shifts.size()][];
		Arrays.fill(images, places());
		return MirroredShift.apply(shifts, List.of(images));
	}

	@Test
	void drawsEveryTranslationWithinReach() {
		final Set<Integer> centres = new HashSet<>();
		for (final float[] image : shifted(MirroredShift.draw(COUNT, SIDE, new Well19937c(1))))
			centres.add((int) image[4 * SIDE + 4]);
		assertEquals((int) Math.pow(2 * MirroredShift.REACH + 1, 2), centres.size());
	}

	@Test
	void continuesAsTheMirrorImageBeyondTheBorder() {
		for (final float[] image : shifted(MirroredShift.draw(50, SIDE, new Well19937c(2)))) {
			final int dx = (int) image[4 * SIDE + 4] % 100 - 4;
			final int dy = (int) image[4 * SIDE + 4] / 100 - 4;
			for (int y = 0; y < SIDE; y++)
				for (int x = 0; x < SIDE; x++)
					assertEquals(100 * mirrored(y + dy) + mirrored(x + dx), image[y * SIDE + x], 0);
		}
	}

	/** By the triangle wave of period 2 SIDE. */
	private static int mirrored(final int place) {
		final int phase = Math.floorMod(place, 2 * SIDE);
		return Math.min(phase, 2 * SIDE - 1 - phase);
	}

	@Test
	void transposeIsTheAdjoint() {
		final RandomGenerator random = new Well19937c(3);
		final List<MirroredShift> shifts = MirroredShift.draw(20, SIDE, random);
		for (final MirroredShift shift : shifts) {
			final float[] x = noise(random);
			final float[] y = noise(random);
			final double forward = product(MirroredShift.apply(List.of(shift), List.of(x)).get(0), y);
			final double back = product(x, MirroredShift.transpose(List.of(shift), List.of(y)).get(0));
			assertEquals(forward, back, 1e-4);
		}
	}

	private static float[] noise(final RandomGenerator random) {
		final float[] out = new float[SIDE * SIDE];
		for (int p = 0; p < out.length; p++) out[p] = (float) random.nextGaussian();
		return out;
	}

	private static double product(final float[] a, final float[] b) {
		double sum = 0;
		for (int p = 0; p < a.length; p++) sum += (double) a[p] * b[p];
		return sum;
	}
}
