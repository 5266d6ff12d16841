/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;

import org.cmrgan.data.PixelScaling;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.graph.PublishedNames;
import org.cmrgan.nn.onnx.OnnxModel;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.UserError;
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
	void anOnnxFileIsTakenByShapeAndNameOrRefusedInASentence() throws Exception {
		final Architecture net = Networks.xception(0.125, 2, 48);
		final List<String> names = PublishedNames.xception();
		final Path named = folder.resolve("named.onnx");
		final Path plain = folder.resolve("plain.onnx");
		try (AdversarialGraph one = AdversarialGraph.create(net, Optimiser.sgd(0), 1);
				AdversarialGraph other = AdversarialGraph.create(net, Optimiser.sgd(0), 2)) {
			OnnxModel.classifier(net, one.parameters(), PublishedNames.of(net, names)::get, Optional.empty(),
					PixelScaling.none()).write(Map.of(), named);
			OnnxModel.classifier(net, one.parameters(), UnaryOperator.identity(), Optional.empty(), PixelScaling.none())
					.write(Map.of(), plain);
			assertTrue(PretrainedWeights.read(named).areFor(names));
			PretrainedWeights.into(other, PretrainedWeights.read(named).of(net, names));
			for (final Parameter p : net.parameters())
				if (!p.name().startsWith("dense"))
					assertArrayEquals(p.view(one.parameters()).dup('c').data().asFloat(),
							p.view(other.parameters()).dup('c').data().asFloat(), p.name());
		}
		assertFalse(PretrainedWeights.read(plain).areFor(names));
		assertTrue(assertThrows(UserError.class, () -> PretrainedWeights.read(plain).of(net, names)).getMessage()
				.contains("lacks the array"));
		assertTrue(assertThrows(UserError.class,
				() -> PretrainedWeights.read(named).of(Networks.xception(0.25, 2, 48), names)).getMessage()
				.contains("give the capacity"));
		final byte[] whole = Files.readAllBytes(named);
		final SplittableRandom random = new SplittableRandom(5);
		int refused = 0;
		for (int i = 0; i < 40; i++) {
			final byte[] bytes = i < 10 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
			if (bytes.length > 0) bytes[random.nextInt(bytes.length)] ^= 1 << random.nextInt(8);
			try {
				PretrainedWeights.read(Files.write(named, bytes));
			} catch (final UserError e) {
				assertTrue(e.getMessage().startsWith("Cannot read the weights " + named), e.getMessage());
				refused++;
			}
		}
		assertTrue(refused >= 10, refused + " refused");
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
