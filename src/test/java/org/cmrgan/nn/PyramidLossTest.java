/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PyramidLossTest {
	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	@Test
	void aConstantShowsOnTheCoarsestLevelOnly() {
		final INDArray zeros = Nd4j.zeros(DataType.DOUBLE, 2, 1, 16, 8);
		final PyramidLoss loss = PyramidLoss.of(zeros.add(-0.25), zeros);
		assertEquals(0.25, loss.value(), 1e-12);
		assertEquals(-1.0 / 256, loss.gradient().meanNumber().doubleValue(), 1e-12);
		assertEquals(0, PyramidLoss.of(zeros, zeros).value());
	}

	@Test
	void derivativesAgreeWithFiniteDifferences() {
		final INDArray x = random(1);
		final INDArray y = random(2);
		final PyramidLoss loss = PyramidLoss.of(x, y);
		for (long i = 0; i < x.length(); i += 7) {
			final double before = x.data().getDouble(i);
			x.data().put(i, before + 1e-7);
			final double above = PyramidLoss.of(x, y).value();
			x.data().put(i, before - 1e-7);
			final double below = PyramidLoss.of(x, y).value();
			x.data().put(i, before);
			assertEquals((above - below) / 2e-7, loss.gradient().data().getDouble(i), 1e-8);
		}
	}

	@Test
	void shapesThatDoNotFitAreRefused() {
		assertThrows(IllegalArgumentException.class,
				() -> PyramidLoss.of(Nd4j.zeros(1, 1, 16, 16), Nd4j.zeros(2, 1, 16, 16)));
		// 12 can be halved twice: a difference of 0.5 everywhere is all in the means.
		assertEquals(0.5, PyramidLoss.of(Nd4j.zeros(1, 1, 12, 16).add(0.5), Nd4j.zeros(1, 1, 12, 16)).value(), 1e-7);
	}

	private static INDArray random(final int seed) {
		return AdversarialGraphTest.random(seed, 2, 1, 16, 24).castTo(DataType.DOUBLE);
	}
}
