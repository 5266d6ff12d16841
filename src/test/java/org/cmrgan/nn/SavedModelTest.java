/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.graph.ArchitectureBuilder.Option;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Operations;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Every operation and every network, trained, saved, and gone on with. */
@Tag("long")
class SavedModelTest {
	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	private static Map<String, Architecture> networks() {
		final Map<String, Architecture> all = new LinkedHashMap<>();
		all.put("convolution, ReLU", ArchitectureBuilder.image(2, 6, 6).conv(3, 3, 2, Option.VALID).relu().build());
		all.put("spectral norm, LeakyReLU",
				ArchitectureBuilder.image(2, 6, 6).conv(3, 3, 1, Option.SPECTRAL_NORM).leakyRelu(0.2).build());
		all.put("depthwise separable, batch norm",
				ArchitectureBuilder.image(3, 5, 5).depthwise(3, 1).conv(4, 1, 1, Option.NO_BIAS).batchNorm().build());
		all.put("convolution, tanh", ArchitectureBuilder.image(3, 4, 4).conv(2, 3, 1).tanh().build());
		all.put("dense, reshape, upsampling, PReLU",
				ArchitectureBuilder.vector(3).dense(18).reshape(2, 3, 3).upsample().conv(3, 3, 1).prelu().build());
		all.put("pooling", ArchitectureBuilder.image(2, 7, 7).conv(4, 1, 1).maxPool(3, 2).globalAveragePool().build());
		all.put("warp, addition", GradientTest.warped());
		all.put("generator", Networks.generator(8, 2, 16));
		all.put("generator with mosaic", Networks.mosaicGenerator(8, 2, 16, 5));
		all.put("learned generator", Networks.learnedGenerator(8, 2, 2, 16, true));
		all.put("texture discriminator", Networks.textureDiscriminator(4, 16));
		all.put("discriminator", Networks.discriminator(4, 16, true, true));
		all.put("refiner", Networks.refiner(4, 2, 8, Networks.Head.SKIP));
		all.put("patch discriminator", Networks.patchDiscriminator(6, 4, 2, 16));
		all.put("small classifier", Networks.small(2, 2, 16, 0.5));
		all.put("ResNet-50", Networks.resNet50(0.125, 2, 32));
		all.put("Xception", Networks.xception(0.125, 2, 48));
		return all;
	}

	@Test
	void noOperationIsMissing() {
		final Set<String> seen = new HashSet<>();
		networks().values().forEach(a -> a.operations().forEach(o -> seen.add(o.record().kind())));
		assertEquals(Operations.kinds(), seen);
	}

	@TestFactory
	Stream<DynamicTest> goesOnAsIfNothingHadHappened(@TempDir final Path folder) {
		return networks().entrySet().stream()
				.map(e -> DynamicTest.dynamicTest(e.getKey(), () -> check(e.getValue(), folder)));
	}

	@TestFactory
	Stream<DynamicTest> goesOnWithNd4jsOperationsToo(@TempDir final Path folder) {
		return networks().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
			System.setProperty(Backend.PROPERTY, "nd4j");
			try {
				check(e.getValue(), folder);
			} finally {
				System.clearProperty(Backend.PROPERTY);
			}
		}));
	}

	@Test
	void nesterovsMomentumGoesOnToo(@TempDir final Path folder) throws Exception {
		check(Networks.small(2, 2, 16, 0.5), Optimiser.nesterov(1e-2, 0.9).weightDecay(1e-3), folder);
	}

	private static void check(final Architecture architecture, final Path folder) throws Exception {
		check(architecture, Optimiser.adam(1e-3, 0.5, 0.999), folder);
	}

	private static void check(final Architecture architecture, final Optimiser optimiser, final Path folder)
			throws Exception {
		final Path file = folder.resolve("model.zip");
		final INDArray x = AdversarialGraphTest.random(1, with(architecture.inputShape()));
		final INDArray e = AdversarialGraphTest.random(2, with(architecture.outputShape()));
		try (AdversarialGraph trained = AdversarialGraph.create(architecture, optimiser, 1)) {
			train(trained, x, e);
			trained.save(file);
			try (AdversarialGraph loaded = AdversarialGraph.load(file)) {
				assertEquals(architecture, loaded.architecture());
				assertEquals(trained.describe(), loaded.describe());
				train(trained, x, e);
				train(loaded, x, e);
				assertArrayEquals(trained.parameters().data().asFloat(), loaded.parameters().data().asFloat());
			}
			trained.save(file);
			final ComputationGraph plain = ModelSerializer.restoreComputationGraph(file.toFile());
			assertArrayEquals(trained.output(x).data().asFloat(), plain.outputSingle(x).data().asFloat(), 1e-6f);
		}
	}

	private static void train(final AdversarialGraph network, final INDArray x, final INDArray e) {
		network.forward(x).close();
		network.backward(e, false, true);
		network.step();
	}

	private static long[] with(final long... rest) {
		final long[] all = new long[rest.length + 1];
		all[0] = 3;
		System.arraycopy(rest, 0, all, 1, rest.length);
		return all;
	}
}
