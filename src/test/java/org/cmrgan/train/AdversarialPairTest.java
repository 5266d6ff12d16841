/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class AdversarialPairTest {
	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	private static AdversarialGraph line(final double rate, final long seed) {
		return AdversarialGraph.create(ArchitectureBuilder.vector(2).startHe(1).dense(1).build(), Optimiser.sgd(rate),
				seed);
	}

	private static AdversarialPair pair(final long seed) {
		return new AdversarialPair(line(1, seed), line(1, seed + 1), 0.5);
	}

	private static float[] numbers(final INDArray array) {
		try (INDArray copy = array.dup()) {
			return copy.data().asFloat();
		}
	}

	/** A gradient of ones, from two vectors of ones. */
	private static void learn(final AdversarialGraph network) {
		try (INDArray x = Nd4j.ones(1, 2); INDArray y = network.forward(x); INDArray one = Nd4j.onesLike(y)) {
			network.backward(one, false, true);
		}
	}

	@Test
	void theAverageFollowsTheMakerAndRatesAreHalvedAtEachFailure() {
		try (AdversarialPair pair = pair(1)) {
			final float[] before = numbers(pair.maker().parameters());
			pair.learningRates(0.8, 1, 2);
			learn(pair.maker());
			pair.step();
			final float[] after = numbers(pair.maker().parameters());
			final float[] mean = numbers(pair.average().parameters());
			// The decay of the first of the steps is 1 / 11.
			for (int i = 0; i < before.length; i++) {
				assertEquals(before[i] - 0.2, after[i], 1e-6);
				assertEquals(before[i] / 11 + after[i] * 10 / 11, mean[i], 1e-6);
			}
		}
	}

	@Test
	void theMakerIsAsItWasAfterItHadOtherParameters() {
		try (AdversarialPair pair = pair(1)) {
			final float[] before = numbers(pair.maker().parameters());
			assertArrayEquals(new float[] { 7, 7, 7 },
					pair.with(m -> m.parameters().assign(7), () -> numbers(pair.maker().parameters())));
			assertArrayEquals(before, numbers(pair.maker().parameters()));
			assertThrows(IllegalStateException.class, () -> pair.with(m -> m.parameters().assign(7), () -> {
				throw new IllegalStateException();
			}));
			assertArrayEquals(before, numbers(pair.maker().parameters()));
		}
	}

	@Test
	void whatWasSavedIsLoaded() throws IOException {
		try (AdversarialPair pair = pair(1); AdversarialPair other = pair(5)) {
			learn(pair.maker());
			pair.step();
			learn(pair.discriminator());
			pair.discriminator().step();
			final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			pair.save(new DataOutputStream(bytes));
			other.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
			assertArrayEquals(numbers(pair.maker().parameters()), numbers(other.maker().parameters()));
			assertArrayEquals(numbers(pair.discriminator().parameters()), numbers(other.discriminator().parameters()));
			assertArrayEquals(numbers(pair.average().parameters()), numbers(other.average().parameters()));
			assertEquals(1, other.maker().iteration());
		}
	}

	@Test
	void theBestSnapshotIsKeptUntilABetterOne() throws IOException {
		final BestSnapshot best = new BestSnapshot();
		assertTrue(best.isEmpty());
		try (INDArray first = Nd4j.createFromArray(1f, 2f); INDArray to = Nd4j.zeros(1, 2)) {
			best.keep(first);
			first.assign(9);
			assertFalse(best.isEmpty());
			final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			best.save(new DataOutputStream(bytes));
			final BestSnapshot loaded = new BestSnapshot();
			loaded.load(new DataInputStream(new ByteArrayInputStream(bytes.toByteArray())));
			loaded.applyTo(to);
			assertArrayEquals(new float[] { 1, 2 }, numbers(to));
		}
	}
}
