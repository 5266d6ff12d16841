/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AnatomyComponentsTest {
	private static final int SIDE = Hearts.SIZE;
	private final float[][] reference = Hearts.some(40, 1);
	private final AnatomyComponents anatomy = new AnatomyComponents(reference, SIDE, SIDE, 12);

	@Test
	void componentsOfTheReferenceAreUncorrelatedAndOfVarianceOne() {
		final double[][] c = anatomy.of(reference);
		assertEquals(12, anatomy.count());
		for (int a = 0; a < 12; a++) for (int b = 0; b <= a; b++) {
			double mean = 0;
			double product = 0;
			for (final double[] row : c) {
				mean += row[a] / c.length;
				product += row[a] * row[b] / (c.length - 1);
			}
			assertEquals(0, mean, 1e-9);
			assertEquals(a == b ? 1 : 0, product, 1e-9);
		}
		assertEquals(1, AnatomyComponents.spread(c), 1e-9);
	}

	/** Texture whose mean over each cell is 0 changes no component. */
	@Test
	void textureIsNotSeen() {
		final float[][] rough = new float[3][];
		for (int i = 0; i < rough.length; i++) {
			rough[i] = reference[i].clone();
			for (int y = 0; y < SIDE; y++)
				for (int x = 0; x < SIDE; x++) rough[i][y * SIDE + x] += (x + y) % 2 == 0 ? 0.3f : -0.3f;
		}
		final double[][] plain = anatomy.of(reference);
		final double[][] textured = anatomy.of(rough);
		for (int i = 0; i < rough.length; i++)
			for (int k = 0; k < anatomy.count(); k++) assertEquals(plain[i][k], textured[i][k], 1e-4);
	}

	@Test
	void theTransposeIsTheDerivative() {
		final RandomGenerator random = new MersenneTwister(3);
		final double[] slope = new double[anatomy.count()];
		for (int k = 0; k < slope.length; k++) slope[k] = random.nextGaussian();
		final float[] gradient = anatomy.transpose(slope);
		final float[] step = new float[SIDE * SIDE];
		double expected = 0;
		for (int i = 0; i < step.length; i++) {
			step[i] = (float) random.nextGaussian();
			expected += gradient[i] * step[i];
		}
		final float[] moved = reference[5].clone();
		for (int i = 0; i < moved.length; i++) moved[i] += step[i];
		final double[] before = anatomy.of(new float[][] { reference[5] })[0];
		final double[] after = anatomy.of(new float[][] { moved })[0];
		double change = 0;
		for (int k = 0; k < slope.length; k++) change += slope[k] * (after[k] - before[k]);
		assertEquals(expected, change, 1e-3 * Math.abs(expected));
	}

	/** Sides that 20 does not divide, and fewer pixels than cells. */
	@Test
	void anySizeWillDo() {
		final RandomGenerator random = new MersenneTwister(4);
		for (final int side : new int[] { 16, 48 }) {
			final float[][] images = new float[6][side * side];
			for (final float[] image : images) for (int i = 0; i < image.length; i++) image[i] = random.nextFloat();
			final AnatomyComponents some = new AnatomyComponents(images, side, side, 32);
			assertEquals(5, some.count());
			assertEquals(1, AnatomyComponents.spread(some.of(images)), 1e-9);
		}
		assertEquals(0, new AnatomyComponents(new float[3][256], 16, 16, 4).of(new float[1][256])[0][0]);
	}

	@Test
	void halvesOfSubjectsLieApartWhereImagesOfASubjectAreAlike() {
		final RandomGenerator random = new MersenneTwister(5);
		final double[][] x = new double[60][3];
		final int[] groups = new int[60];
		for (int i = 0; i < x.length; i++) {
			groups[i] = i / 10;
			for (int k = 0; k < 3; k++) x[i][k] = 0.1 * random.nextGaussian() + (groups[i] % 3 == k ? 2 : -1);
		}
		final double byImage = KernelDistance.realAgainstReal(x, 50, random).mean();
		assertTrue(KernelDistance.halvesOfGroups(x, groups, 50, random).mean() > byImage + 1);
		final int[] alone = new int[60];
		for (int i = 0; i < 60; i++) alone[i] = i;
		assertEquals(byImage, KernelDistance.halvesOfGroups(x, alone, 50, random).mean(), 0.3);
	}
}
