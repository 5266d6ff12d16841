/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;

import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class DropoutTest {
	private static final int IMAGES = 8;
	private static final int NUMBERS = 5000;

	private static AdversarialGraph network(final double share) {
		return AdversarialGraph.create(ArchitectureBuilder.image(1, 1, NUMBERS).prelu().dropout(share).build(),
				Optimiser.sgd(0), 7);
	}

	@Test
	void itsShareIsDroppedAndTheMeanStays() {
		try (AdversarialGraph g = network(0.3);
				INDArray x = Nd4j.ones(IMAGES, 1, 1, NUMBERS);
				INDArray y = g.forward(x)) {
			final float[] all = y.data().asFloat();
			int dropped = 0;
			for (final float v : all) {
				if (v == 0) dropped++;
				else
					assertEquals(1 / 0.7, v, 1e-6);
			}
			// Five standard deviations of a binomial count.
			assertEquals(0.3 * all.length, dropped, 5 * Math.sqrt(all.length * 0.3 * 0.7));
			assertFalse(Arrays.equals(Arrays.copyOf(all, NUMBERS), Arrays.copyOfRange(all, NUMBERS, 2 * NUMBERS)));
		}
	}

	@Test
	void outsideOfTrainingNothingIsDropped() {
		try (AdversarialGraph g = network(0.3);
				INDArray x = AdversarialGraphTest.random(1, IMAGES, 1, 1, NUMBERS);
				INDArray y = g.output(x)) {
			final float[] expected = x.data().asFloat();
			for (int i = 0; i < expected.length; i++) if (expected[i] < 0) expected[i] *= 0.25f;
			assertArrayEquals(expected, y.data().asFloat());
		}
	}

	@Test
	void whatIsDroppedFollowsFromTheStep() {
		try (AdversarialGraph g = network(0.5);
				INDArray x = Nd4j.ones(IMAGES, 1, 1, NUMBERS);
				State start = g.state()) {
			final float[] first = g.forward(x).data().asFloat();
			assertArrayEquals(first, g.forward(x).data().asFloat());
			g.step();
			final float[] second = g.forward(x).data().asFloat();
			assertFalse(Arrays.equals(first, second));
			g.restore(start);
			assertArrayEquals(first, g.forward(x).data().asFloat());
			g.step();
			assertArrayEquals(second, g.forward(x).data().asFloat());
		}
	}

	@Test
	void aShareOfNothingIsNoOperation() {
		assertEquals(1, ArchitectureBuilder.vector(3).dropout(0).build().operations().size());
	}
}
