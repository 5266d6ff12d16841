/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.graph.PublishedNames;
import org.cmrgan.nn.operation.Parameter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Written and read back: every number of every parameter, and a classifier as first weights of another. */
class SafetensorsWriterTest {
	@TempDir
	Path folder;

	@Test
	void givesBackEveryNumber() throws Exception {
		final Architecture net = Networks.refiner(3, 2, 8, Networks.Head.TANH);
		final Path file = folder.resolve("w.safetensors");
		try (AdversarialGraph graph = AdversarialGraph.create(net, Optimiser.sgd(0), 1)) {
			SafetensorsWriter.write(net, graph.parameters(), UnaryOperator.identity(), Map.of("a", "ü"), file);
			final Map<String, Safetensors.Tensor> read = Safetensors.read(file).tensors();
			assertEquals(net.parameters().size(), read.size());
			for (final Parameter p : net.parameters()) {
				assertArrayEquals(p.shape(), read.get(p.name()).shape);
				assertArrayEquals(p.view(graph.parameters()).dup('c').data().asFloat(), read.get(p.name()).values);
			}
		}
	}

	@Test
	void aClassifierBeginsWithTheWeightsThatAnotherLeft() throws Exception {
		final Architecture net = Networks.resNet50(0.125, 2, 32);
		final List<String> names = PublishedNames.resNet50();
		final Path file = folder.resolve("w.safetensors");
		try (AdversarialGraph one = AdversarialGraph.create(net, Optimiser.sgd(0), 1);
				AdversarialGraph other = AdversarialGraph.create(net, Optimiser.sgd(0), 2)) {
			SafetensorsWriter.write(net, one.parameters(), PublishedNames.of(net, names)::get, Map.of(), file);
			PretrainedWeights.into(other, PretrainedWeights.read(file).of(net, names));
			final Parameter first = net.parameter("convolution1.W");
			assertArrayEquals(first.view(one.parameters()).dup('c').data().asFloat(),
					first.view(other.parameters()).dup('c').data().asFloat());
		}
	}
}
