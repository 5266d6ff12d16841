/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class GradientPenaltyTest {
	private static final double GAMMA = 0.7;
	private static final Architecture NETWORK = Networks.textureDiscriminator(3, 16);

	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	/** Nested finite differences: the penalty itself at parameters that were moved a little. */
	@Test
	void agreesWithSecondDerivatives() {
		try (AdversarialGraph d = begun(DataType.DOUBLE)) {
			final INDArray x = images(16).castTo(DataType.DOUBLE);
			final INDArray counts = counts(16).castTo(DataType.DOUBLE);
			d.gradient().assign(0);
			add(d, x, counts);
			final INDArray gradient = d.gradient().dup();
			final double norm = gradient.norm2Number().doubleValue() / Math.sqrt(gradient.length());
			final Random random = new Random(3);
			for (int k = 0; k < 25; k++) {
				final int at = random.nextInt((int) NETWORK.trainableLength());
				final double before = d.parameters().getDouble(at);
				final double step = 1e-6;
				d.parameters().putScalar(at, before + step);
				final double above = penalty(d, x, counts);
				d.parameters().putScalar(at, before - step);
				final double below = penalty(d, x, counts);
				d.parameters().putScalar(at, before);
				assertEquals((above - below) / (2 * step), gradient.getDouble(at), 1e-3 * norm, "at " + at);
			}
		}
	}

	private static double penalty(final AdversarialGraph d, final INDArray x, final INDArray counts) {
		d.forward(x).close();
		final INDArray slope = d.backward(counts, true, false).orElseThrow();
		return GAMMA / 2 * slope.mul(slope).sumNumber().doubleValue() / x.size(0);
	}

	@Test
	void singlePrecisionAndTheStepThatItNeedsChangeLittle() {
		try (AdversarialGraph exact = begun(DataType.DOUBLE); AdversarialGraph d = begun(DataType.FLOAT)) {
			d.parameters().assign(exact.parameters());
			exact.gradient().assign(0);
			final double penalty = add(exact, images(8).castTo(DataType.DOUBLE), counts(8).castTo(DataType.DOUBLE));
			d.gradient().assign(0);
			assertEquals(penalty, add(d, images(8), counts(8)), 1e-5 * penalty);
			final double distance = exact.gradient().distance2(d.gradient().castTo(DataType.DOUBLE))
					/ exact.gradientNorm();
			assertTrue(distance < 2e-3, "differs by " + distance);
		}
	}

	@Test
	void addsToTheGradientThatIsThere() {
		try (AdversarialGraph d = begun(DataType.DOUBLE)) {
			final INDArray x = images(8).castTo(DataType.DOUBLE);
			final INDArray counts = counts(8).castTo(DataType.DOUBLE);
			d.gradient().assign(0);
			add(d, x, counts);
			final double[] alone = d.gradient().data().asDouble();
			d.gradient().assign(2);
			add(d, x, counts);
			for (int i = 0; i < alone.length; i++) alone[i] += 2;
			assertArrayEquals(alone, d.gradient().data().asDouble(), 1e-12);
		}
	}

	@Test
	void aNetworkWithoutSlopeHasNoPenalty() {
		try (AdversarialGraph d = begun(DataType.FLOAT)) {
			d.gradient().assign(2);
			assertEquals(0, add(d, images(4), counts(4).muli(0)));
			assertEquals(2, d.gradient().minNumber().doubleValue());
			assertEquals(2, d.gradient().maxNumber().doubleValue());
		}
	}

	@Test
	void networksOfOtherKinksAreRefused() {
		try (AdversarialGraph d = AdversarialGraph.create(Networks.discriminator(2, 16, false, true),
				Optimiser.sgd(0.1), 1)) {
			assertThrows(IllegalArgumentException.class, () -> new GradientPenalty(d));
		}
	}

	private static double add(final AdversarialGraph d, final INDArray x, final INDArray counts) {
		try (GradientPenalty penalty = new GradientPenalty(d)) {
			return penalty.add(x, counts, GAMMA);
		}
	}

	private static AdversarialGraph begun(final DataType type) {
		final AdversarialGraph d = AdversarialGraph.create(NETWORK, Optimiser.sgd(0.1), 3, type);
		final Random random = new Random(1);
		for (long i = 0; i < NETWORK.trainableLength(); i++)
			d.parameters().putScalar(i, d.parameters().getDouble(i) + 0.03 * random.nextGaussian());
		return d;
	}

	private static INDArray images(final int n) {
		return AdversarialGraphTest.random(2, n, 1, 16, 16).muli(0.5);
	}

	/** All places of an image count the same. */
	private static INDArray counts(final int n) {
		return Nd4j.ones(DataType.FLOAT, n, 1, 4, 4).divi(16);
	}
}
