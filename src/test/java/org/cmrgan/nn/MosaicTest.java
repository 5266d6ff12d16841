/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Random;

import org.cmrgan.nn.operation.ImageFunction;
import org.cmrgan.nn.operation.Mixing;
import org.cmrgan.nn.operation.OperationRecord;
import org.cmrgan.nn.operation.Operations;
import org.cmrgan.nn.operation.SoftMosaic;
import org.junit.jupiter.api.Test;

class MosaicTest {
	private static ImageFunction mixing(final long... maps) {
		return ((Mixing) Operations.of(new OperationRecord(Mixing.KIND, "mixing", 0))).function(List.of(maps));
	}

	@Test
	void mixingWeightsAreTheRootOfASoftmax() {
		final double[] all = new Random(1).doubles(3 * 5 * 2, -4, 4).toArray();
		for (int image = 0; image < 3; image++) {
			final double[] x = Arrays.copyOfRange(all, image * 10, (image + 1) * 10);
			final double[] w = mixing(5, 1, 2).forward(x);
			for (int p = 0; p < 2; p++) {
				double exponentials = 0;
				for (int k = 0; k < 5; k++) exponentials += Math.exp(2 * x[k * 2 + p]);
				for (int k = 0; k < 5; k++)
					assertEquals(Math.sqrt(Math.exp(2 * x[k * 2 + p]) / exponentials), w[k * 2 + p], 1e-12);
			}
		}
	}

	@Test
	void mixingWeightsBearLargeNumbers() {
		final double[] w = mixing(2, 1, 1).forward(new double[] { 2000, 1000 });
		assertEquals(1, w[0], 1e-12);
		assertEquals(0, w[1], 1e-12);
	}

	@Test
	void everyPartOfAMosaicIsMostlyItsOwnImage() {
		// Image ab is the number 10 a + b everywhere.
		final int size = 8;
		final double[] in = new double[size * size * 4];
		for (int p = 0; p < size * size; p++)
			for (int a = 0; a < 2; a++) for (int b = 0; b < 2; b++) in[(p * 2 + a) * 2 + b] = 10 * a + b;
		final double[] out = new SoftMosaic(2, 2, size, size).forward(in);
		assertEquals(0, out[0], 0.2);
		assertEquals(1, out[size - 1], 0.2);
		assertEquals(10, out[(size - 1) * size], 0.2);
		assertEquals(11, out[size * size - 1], 0.2);
	}

	@Test
	void sharesAlongAnAxisHavePowersThatSumTo1AndAreSymmetric() {
		final double[][] shares = SoftMosaic.shares(80, 3);
		for (int j = 0; j < 80; j++) {
			double sum = 0;
			for (int a = 0; a < 3; a++) {
				sum += Math.pow(shares[j][a], 1.7);
				assertEquals(shares[j][a], shares[79 - j][2 - a], 1e-12);
			}
			assertEquals(1, sum, 1e-12);
		}
	}

	@Test
	void onesAreOnesInTheCornersAndMoreAtTheSeams() {
		final double[] ones = new SoftMosaic(2, 2, 80, 80).ofOnes();
		assertEquals(1, ones[0], 0.03);
		// Two equal shares whose powers of 1.7 sum to 1 are 0.5^(1/1.7), along each axis.
		assertEquals(4 * Math.pow(0.5, 2 / 1.7), ones[40 * 80 + 40], 0.01);
		for (final double v : ones) assertTrue(v >= 1 - 1e-12, "share " + v);
	}
}
