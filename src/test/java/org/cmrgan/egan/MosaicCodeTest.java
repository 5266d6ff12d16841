/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.RealVector;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.Seeds;
import org.junit.jupiter.api.Test;

class MosaicCodeTest {
	private static final int PARTS = 4;
	private static final int LATENT = 2000;
	private static final int SIDE = 16;

	/** Images of one grey each, of two a subject. */
	private static PatchSet greys(final double... greys) {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < greys.length; i++) {
			rows.add(new Patch("i" + i, "s" + i / 2, "a", 0, Map.of()));
			final float[] image = new float[SIDE * SIDE];
			Arrays.fill(image, (float) greys[i]);
			pixels.add(image);
		}
		return new PatchSet(SIDE, SIDE, 1, rows, pixels);
	}

	private static float[] weights(final PatchSet set, final boolean... spared) {
		return new MosaicCode(set, spared, PARTS, LATENT, new Seeds(1).random("code", 0)).weights();
	}

	private static RealVector direction(final float[] weights, final int images, final int image, final int part) {
		final double[] of = new double[LATENT];
		for (int z = 0; z < LATENT; z++) of[z] = weights[(z * images + image) * PARTS + part];
		return new ArrayRealVector(of, false);
	}

	/** Mean cosine over parts, the same part of both or different ones. */
	private static double cosine(final float[] weights, final int images, final int a, final int b,
			final boolean samePart) {
		double sum = 0;
		int count = 0;
		for (int p = 0; p < PARTS; p++) for (int q = 0; q < PARTS; q++) {
			if (p == q != samePart) continue;
			sum += direction(weights, images, a, p).cosine(direction(weights, images, b, q));
			count++;
		}
		return sum / count;
	}

	@Test
	void likeIsMixedWithLike() {
		// Of different subjects: the first and the third are alike, the fifth is not.
		final float[] w = weights(greys(-0.9, 0, -0.89, 0.3, 0.9, 0.6), new boolean[6]);
		// Two directions with a common part a third as long as the rest: (1/9) / (1 + 1/9).
		assertEquals(0.1, cosine(w, 6, 0, 2, true), 0.05);
		assertEquals(0.1, cosine(w, 6, 0, 2, false), 0.05);
		assertEquals(0, cosine(w, 6, 0, 4, true), 0.05);
	}

	@Test
	void thePartsAreOfDifferentSubjects() {
		final float[] w = weights(greys(-0.9, 0.9, 0, 0.5), new boolean[4]);
		// Both of a subject: half of what is their own they have in common, which sums to 0 over the parts.
		assertTrue(cosine(w, 4, 0, 1, true) > 0.3);
		assertTrue(cosine(w, 4, 0, 1, false) < -0.05);
		assertTrue(cosine(w, 4, 0, 0, false) < -0.1);
	}

	@Test
	void aSparedImageSaysNothingOfTheOthers() {
		final boolean[] spared = { false, false, false, false, true };
		final float[] a = weights(greys(-0.9, 0, -0.8, 0.3, 0.9), spared);
		final float[] b = weights(greys(-0.9, 0, -0.8, 0.3, -0.5), spared);
		for (int image = 0; image < 4; image++)
			for (int part = 0; part < PARTS; part++)
				assertEquals(direction(a, 5, image, part), direction(b, 5, image, part));
	}

	@Test
	void equalImagesAndFarOnesHaveDirectionsToo() {
		final boolean[] spared = { false, false, false, true };
		for (final float w : weights(greys(0.5, 0.5, 0.5, -1), spared)) assertTrue(Float.isFinite(w));
		for (final float w : weights(greys(0.5), false)) assertTrue(Float.isFinite(w));
	}
}
