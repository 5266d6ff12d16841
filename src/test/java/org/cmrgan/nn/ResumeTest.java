/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class ResumeTest {
	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	@Test
	void aStateGoesThroughAStreamWithWhatFollowsIt() throws IOException {
		try (AdversarialGraph net = DoubleNetworks.create(Networks.refiner(2, 1, 8, Networks.Head.IMAGE),
				Optimiser.adam(0.1, 0.5, 0.9), 1)) {
			step(net);
			final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
			final DataOutputStream out = new DataOutputStream(bytes);
			net.state().writeTo(out);
			out.writeInt(7);
			step(net);
			final INDArray wanted = net.parameters().dup();
			final DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes.toByteArray()));
			net.restore(net.readState(in));
			assertEquals(7, in.readInt());
			step(net);
			assertEquals(wanted, net.parameters());
			assertThrows(IOException.class,
					() -> net.readState(new DataInputStream(new ByteArrayInputStream(new byte[16]))));
		}
	}

	@Test
	void theLearningRateScalesTheStepThatFollows() {
		try (AdversarialGraph net = DoubleNetworks.create(Networks.refiner(2, 1, 8, Networks.Head.IMAGE),
				Optimiser.sgd(0.1), 1)) {
			final INDArray before = net.parameters().dup();
			step(net);
			final double whole = net.parameters().distance2(before);
			net.parameters().assign(before);
			net.learningRate(0.05);
			step(net);
			assertEquals(whole / 2, net.parameters().distance2(before), 1e-9);
		}
	}

	@Test
	void aConvolutionalNetworkTakesAnotherSizeWithTheSameParameters() {
		final Architecture small = Networks.refiner(2, 1, 8, Networks.Head.SKIP);
		assertEquals(small.length(), small.ofSize(12, 20).length());
		assertArrayEquals(new long[] { 1, 12, 20 }, small.ofSize(12, 20).outputShape());
		assertThrows(IllegalArgumentException.class, () -> Networks.discriminator(4, 16, false, false).ofSize(32, 32));
	}

	private static void step(final AdversarialGraph net) {
		final INDArray x = Nd4j.linspace(-1, 1, 64).reshape(1, 1, 8, 8).castTo(net.parameters().dataType());
		net.backward(net.forward(x), false, true);
		net.step();
	}
}
