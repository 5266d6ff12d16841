/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onnx;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

import org.cmrgan.data.PixelScaling;
import org.cmrgan.data.Tensors;
import org.cmrgan.data.Window;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Backend;
import org.cmrgan.nn.BatchStatistics;
import org.cmrgan.nn.Losses;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.graph.ArchitectureBuilder.Option;
import org.cmrgan.nn.graph.Ends;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Input;
import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.OperationRecord;
import org.cmrgan.nn.operation.Operations;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.phantom.Phantoms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import net.imglib2.type.numeric.RealType;

/** ONNX files and their networks: onnxruntime must give the same results, on phantoms that the networks change. */
@Tag("long")
class OnnxModelTest {
	/** Tolerance, as a fraction of the output's range. */
	private static final double MOST = 1e-4;
	private static final int SIDE = 80;

	@TempDir
	Path folder;

	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	/** Every operation that a model file can hold. */
	private static Map<String, Architecture> operations() {
		final Map<String, Architecture> all = new LinkedHashMap<>();
		all.put("spectral norm, LeakyReLU",
				ArchitectureBuilder.image(2, 9, 7).conv(3, 3, 2, Option.SPECTRAL_NORM).leakyRelu(0.2).dense(4).build());
		all.put("depthwise separable, batch norm, ReLU", ArchitectureBuilder.image(3, 5, 5).depthwise(3, 1)
				.conv(4, 1, 1, Option.NO_BIAS).batchNorm().relu().build());
		all.put("dense, reshape, upsampling, PReLU",
				ArchitectureBuilder.vector(3).dense(18).reshape(2, 3, 3).upsample().conv(3, 3, 1).prelu().build());
		all.put("bilinear upsampling", ArchitectureBuilder.image(2, 5, 4).conv(2, 3, 1).upsampleBilinear().build());
		all.put("clip", ArchitectureBuilder.image(2, 5, 4).conv(2, 3, 1).clip().build());
		all.put("pooling", ArchitectureBuilder.image(2, 8, 7).conv(4, 1, 1).maxPool(3, 2).averagePool(2, 2)
				.globalAveragePool().dropout(0.5).dense(3).build());
		for (final int size : new int[] { 4, 7, 17 }) all.put("warp of " + size, warp(size));
		return all;
	}

	private static Architecture warp(final int size) {
		final ArchitectureBuilder net = ArchitectureBuilder.vector(2 * 5 * 5 + 3 * size * (size + 2));
		final ArchitectureBuilder.Place z = net.here();
		final ArchitectureBuilder.Place controls = net.startHe(6).dense(50).reshape(2, 5, 5).here();
		return net.from(z).startHe(1).dense(3 * size * (size + 2)).reshape(3, size, size + 2).warp(controls).build();
	}

	private static Map<String, Architecture> generators(final int width, final int size) {
		return Map.of("generator as published", Networks.generator(20, width, size), "generator with mosaic",
				Networks.mosaicGenerator(20, width, size, 5), "learned generator",
				Networks.learnedGenerator(8, 0, width, size, true), "learned generator of two classes",
				Networks.learnedGenerator(8, 2, width, size, false));
	}

	/** An operation of a kind, with as many operands as it takes. */
	private static Operation any(final String kind) {
		for (int arity = 0; arity < 2; arity++) {
			try {
				return Operations.of(new OperationRecord(kind, kind, new int[arity]).window(1, 1, 0));
			} catch (final IllegalArgumentException e) {
				// It takes more.
			}
		}
		return Operations.of(new OperationRecord(kind, kind, 0, 0));
	}

	@Test
	void allOperationsAreKnown() {
		final Set<Class<?>> unknown = new HashSet<>();
		for (final String kind : Operations.kinds()) {
			final Operation operation = any(kind);
			if (!OnnxOperations.knows(operation)) unknown.add(operation.getClass());
		}
		assertEquals(Set.of(Input.class), unknown);
	}

	@TestFactory
	Stream<DynamicTest> operationsGiveTheSame() {
		return operations().entrySet().stream().map(e -> DynamicTest.dynamicTest(e.getKey(), () -> {
			try (AdversarialGraph graph = shaken(e.getValue()); INDArray x = random(16, e.getValue().inputShape())) {
				compare(e.getKey(), graph, OnnxModel.plain(e.getValue(), graph.parameters()), x, out -> out);
			}
		}));
	}

	@TestFactory
	Stream<DynamicTest> generatorsGiveTheSame() {
		return generators(4, 32).entrySet().stream().map(e -> generator(e.getKey(), e.getValue()));
	}

	@TestFactory
	@Tag("slow")
	Stream<DynamicTest> wideGeneratorsGiveTheSame() {
		return generators(16, SIDE).entrySet().stream().map(e -> generator(e.getKey() + ", wide", e.getValue()));
	}

	private DynamicTest generator(final String name, final Architecture net) {
		return DynamicTest.dynamicTest(name, () -> {
			try (AdversarialGraph graph = shaken(net); INDArray z = Nd4j.randn(16, net.inputShape()[0])) {
				compare(name, graph, OnnxModel.generator(net, graph.parameters(), Optional.empty()), z,
						OnnxModelTest::clipped);
				final Window window = new Window(300, 1800);
				final float[] t1 = compare(name + " in ms", graph,
						OnnxModel.generator(net, graph.parameters(), Optional.of(window)), z,
						out -> window.fromUnit(clipped(out)));
				assertTrue(spread(t1) > 1, "it makes something");
			}
		});
	}

	@Test
	void refinersGiveTheSameOnPhantomsOfAnySizeAlsoOutsideOfTheWindow() throws Exception {
		final Window window = new Window(300, 1500);
		final List<float[]> phantoms = phantoms();
		for (final Networks.Head head : Networks.Head.values()) {
			final Architecture net = Networks.refiner(16, 2, SIDE, head);
			try (AdversarialGraph graph = shaken(net); INDArray raw = Tensors.of(phantoms, SIDE, SIDE)) {
				final List<float[]> seen = new ArrayList<>();
				for (final float[] image : phantoms) seen.add(window.toUnit(image));
				final OnnxModel model = OnnxModel.refiner(net, graph.parameters(), Optional.of(window));
				try (INDArray in = Tensors.of(seen, SIDE, SIDE); INDArray made = graph.output(in)) {
					final float[] before = flat(in);
					final float[] after = clipped(flat(made));
					final float[] t1 = flat(raw);
					final float[] expected = new float[t1.length];
					double change = 0;
					for (int i = 0; i < t1.length; i++) {
						expected[i] = (float) (t1[i] + 600.0 * (after[i] - before[i]));
						change = Math.max(change, Math.abs(expected[i] - t1[i]));
					}
					assertTrue(change > 60, head + " changes the phantoms by " + change + " ms");
					report("refiner " + head + " in ms", model, raw, expected, 1200);
				}
				final Architecture other = net.ofSize(60, 44);
				try (AdversarialGraph larger = AdversarialGraph.create(other, Optimiser.sgd(0), 1);
						INDArray x = random(2, other.inputShape())) {
					larger.parameters().assign(graph.parameters());
					compare("refiner " + head + ", another size", larger,
							OnnxModel.refiner(net, graph.parameters(), Optional.empty()), x, OnnxModelTest::clipped);
				}
			}
		}
	}

	@TestFactory
	Stream<DynamicTest> classifiersGiveTheSame() {
		return Map
				.of("small", Networks.small(8, 2, SIDE, 0.5), "ResNet-50", Networks.resNet50(0.125, 2, SIDE),
						"Xception", Networks.xception(0.125, 2, SIDE), "ResNet-50 with other ends",
						Networks.resNet50(0.125, 2, SIDE,
								Ends.PUBLISHED.flattened().dropout(0.5).withoutEarlyPooling()))
				.entrySet().stream().map(e -> classifier(e.getKey(), e.getValue()));
	}

	@TestFactory
	@Tag("slow")
	Stream<DynamicTest> wholeClassifiersGiveTheSame() {
		return Map
				.of("ResNet-50 of full width", Networks.resNet50(1, 2, SIDE), "Xception of full width",
						Networks.xception(1, 2, SIDE))
				.entrySet().stream().map(e -> classifier(e.getKey(), e.getValue()));
	}

	/** Probabilities, and before them the logits, whose range is that of the images. */
	private DynamicTest classifier(final String name, final Architecture net) {
		return DynamicTest.dynamicTest(name, () -> {
			final Window window = new Window(300, 1500);
			final List<float[]> phantoms = phantoms();
			try (AdversarialGraph graph = AdversarialGraph.create(net, Optimiser.sgd(0), 1);
					INDArray raw = Tensors.of(phantoms, SIDE, SIDE)) {
				final List<PixelScaling> scalings = List.of(PixelScaling.ofEachImage(), PixelScaling.none(),
						PixelScaling.by(0.1, 0.4));
				// The preprocessing in the graph does not depend on the network.
				for (final PixelScaling scaling : name.equals("small") ? scalings : scalings.subList(0, 1)) {
					final List<float[]> seen = new ArrayList<>();
					for (final float[] image : phantoms) seen.add(scaling.of(window.toUnit(image)));
					try (INDArray x = Tensors.of(seen, SIDE, SIDE)) {
						settle(graph, x);
						try (INDArray logits = graph.output(x)) {
							final OnnxModel model = OnnxModel.classifier(net, graph.parameters(),
									UnaryOperator.identity(), Optional.of(window), scaling);
							final double[] both = Losses.probabilities(logits);
							final float[] expected = new float[both.length];
							for (int i = 0; i < both.length; i++) expected[i] = (float) both[i];
							assertTrue(spread(expected) > 0.1, "images differ: " + spread(expected));
							report(name, model, raw, expected, 1);
						}
					}
				}
			}
		});
	}

	/** Gives batch norms the statistics of some images, and the last layer weights for logits of about 1. */
	private static void settle(final AdversarialGraph graph, final INDArray x) {
		BatchStatistics.anew(graph, () -> List.of(x.dup('c')).iterator());
		final List<Parameter> last = graph.architecture().parameters(graph.architecture().operations().size() - 1);
		try (INDArray logits = graph.output(x)) {
			last.get(0).view(graph.parameters()).divi(spread(flat(logits)));
		}
		graph.parameters();
	}

	@Test
	void equalNetworksMakeEqualFilesWithTheirFacts() throws Exception {
		final Architecture net = Networks.refiner(4, 1, 16, Networks.Head.SKIP);
		try (AdversarialGraph graph = shaken(net)) {
			final List<byte[]> files = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				final Path file = folder.resolve(i + ".onnx");
				OnnxModel.refiner(net, graph.parameters(), Optional.empty())
						.write(i == 0 ? Map.of("a", "1", "b", "2") : Map.of("b", "2", "a", "1"), file);
				files.add(Files.readAllBytes(file));
			}
			assertArrayEquals(files.get(0), files.get(1));
		}
	}

	private interface End {
		float[] of(float[] out);
	}

	private float[] compare(final String name, final AdversarialGraph graph, final OnnxModel model, final INDArray x,
			final End end) throws Exception {
		try (INDArray out = graph.output(x)) {
			final float[] expected = end.of(flat(out));
			report(name, model, x, expected, spread(expected));
			return expected;
		}
	}

	private void report(final String name, final OnnxModel model, final INDArray x, final float[] expected,
			final double range) throws Exception {
		final Path file = folder.resolve("model.onnx");
		model.write(Map.of("suite", "CMR GAN"), file);
		final double most = OnnxRuns.difference(expected, OnnxRuns.run(file, flat(x), x.shape()));
		if (Boolean.getBoolean("onnx.figures"))
			org.slf4j.LoggerFactory.getLogger(OnnxModelTest.class)
					.warn(String.format(Locale.ROOT, "%-45s largest difference %.1e of a range of %.3g, %.1f kB", name,
							most, range, Files.size(file) / 1e3));
		assertTrue(most <= MOST * range, name + ": " + most + " of " + range);
	}

	/** A new network whose every parameter and statistic is some number. */
	private static AdversarialGraph shaken(final Architecture net) {
		final AdversarialGraph graph = AdversarialGraph.create(net, Optimiser.sgd(0), 1);
		final Random random = new Random(7);
		final INDArray all = graph.parameters();
		for (final Parameter p : net.parameters()) {
			final boolean positive = p.name().matches(".*\\.(variance|gamma|alpha)");
			// This includes last layers that are initialised to 0.
			final boolean nothing = all.getDouble(p.offset()) == 0;
			// The published generator is initialised with weights that give almost no contrast.
			if (p.length() > 1 && p.role() == Parameter.Role.WEIGHT && p.start().value() == 0.02) p.view(all).muli(5);
			for (long k = 0; k < p.length() && (positive || nothing); k++)
				all.putScalar(p.offset() + k, positive ? 0.5 + random.nextDouble() : 0.1 * random.nextGaussian());
		}
		graph.parameters();
		return graph;
	}

	/** Parts of phantoms around the heart, in ms. */
	private static List<float[]> phantoms() {
		final List<float[]> out = new ArrayList<>();
		for (int seed = 1; seed <= 4; seed++) {
			final var map = Phantoms.one(seed % 2 == 0, seed).map().asFloats();
			final float[] image = new float[SIDE * SIDE];
			final var at = map.randomAccess();
			for (int i = 0; i < image.length; i++) {
				at.setPosition(90 + i % SIDE, 0);
				at.setPosition(60 + i / SIDE, 1);
				at.setPosition(0, 2);
				image[i] = ((RealType<?>) at.get()).getRealFloat();
			}
			out.add(image);
		}
		return out;
	}

	private static INDArray random(final int n, final long... shape) {
		final long[] all = new long[shape.length + 1];
		all[0] = n;
		System.arraycopy(shape, 0, all, 1, shape.length);
		return Nd4j.randn(all).muli(0.5);
	}

	private static float[] flat(final INDArray x) {
		return x.dup('c').data().asFloat();
	}

	private static double spread(final float... values) {
		float least = Float.POSITIVE_INFINITY;
		float most = Float.NEGATIVE_INFINITY;
		for (final float v : values) {
			least = Math.min(least, v);
			most = Math.max(most, v);
		}
		return most - least;
	}

	private static float[] clipped(final float... values) {
		final float[] out = values.clone();
		for (int i = 0; i < out.length; i++) out[i] = Math.max(-1, Math.min(1, out[i]));
		return out;
	}
}
