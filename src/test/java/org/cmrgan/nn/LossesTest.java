/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class LossesTest {
	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	@Test
	void binaryCrossEntropyInClosedForm() {
		final Losses loss = Losses.binary(array(new double[] { 0, 0 }, 2, 1), 1, 0);
		assertEquals(Math.log(2), loss.value(), 1e-12);
		assertEquals(-0.25, loss.gradient().getDouble(0), 1e-12);
		assertEquals(0.25, loss.gradient().getDouble(1), 1e-12);
	}

	@Test
	void hugeLogitsDoNotOverflow() {
		final Losses loss = Losses.binary(array(new double[] { 1000, -1000, 1000 }, 3, 1), 1, 0, 0);
		assertEquals(1000.0 / 3, loss.value(), 1e-9);
		assertEquals(1.0 / 3, loss.gradient().getDouble(2), 1e-12);
		assertEquals(2000, Losses.softmax(array(new double[] { -1000, 1000 }, 1, 2), 0).value(), 1e-9);
	}

	@Test
	void softmaxOverMapsSumsToOneAtEachPixel() {
		final double[] l = new double[2 * 3 * 4];
		for (int i = 0; i < l.length; i++) l[i] = Math.sin(i);
		final double[] p = Losses.probabilities(array(l, 2, 3, 2, 2));
		for (int image = 0; image < 2; image++) for (int pixel = 0; pixel < 4; pixel++) {
			double sum = 0;
			for (int c = 0; c < 3; c++) sum += p[image * 12 + c * 4 + pixel];
			assertEquals(1, sum, 1e-12);
		}
	}

	@Test
	void derivativesAgreeWithFiniteDifferences() {
		final double[] l = new double[2 * 3 * 4];
		for (int i = 0; i < l.length; i++) l[i] = Math.cos(3 * i);
		final Losses loss = Losses.softmax(array(l, 2, 3, 2, 2), 0.1, 2, 0);
		final double[] targets = new double[l.length];
		java.util.Arrays.setAll(targets, i -> i / 24.0);
		final Losses binary = Losses.binary(array(l, 2, 3, 2, 2), targets);
		for (int i = 0; i < l.length; i++) {
			final double before = l[i];
			l[i] = before + 1e-6;
			final double above = Losses.softmax(array(l, 2, 3, 2, 2), 0.1, 2, 0).value();
			final double aboveBinary = Losses.binary(array(l, 2, 3, 2, 2), targets).value();
			l[i] = before - 1e-6;
			final double below = Losses.softmax(array(l, 2, 3, 2, 2), 0.1, 2, 0).value();
			final double belowBinary = Losses.binary(array(l, 2, 3, 2, 2), targets).value();
			l[i] = before;
			assertEquals((above - below) / 2e-6, loss.gradient().data().getDouble(i), 1e-8);
			assertEquals((aboveBinary - belowBinary) / 2e-6, binary.gradient().data().getDouble(i), 1e-8);
		}
	}

	private static INDArray array(final double[] values, final long... shape) {
		return Nd4j.create(values, shape, 'c').castTo(DataType.DOUBLE);
	}
}
