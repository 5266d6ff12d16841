/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.graph.ArchitectureBuilder.Option;
import org.cmrgan.nn.graph.GraphExecutor;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.onednn.OneDnn;
import org.cmrgan.nn.onednn.OneDnnExecutor;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** The suite's own calls of oneDNN give the results of ND4J's operations in double precision. */
@Tag("long")
class OneDnnExecutorTest {
	private static final long SEED = 3;
	/** An executor prepares itself for one batch size, then for another, and finds the first again. */
	private static final int[] BATCHES = { 3, 4, 3 };

	@BeforeAll
	static void prepare() {
		Backend.prepare();
		assumeTrue(OneDnnExecutor.available());
	}

	@TestFactory
	Stream<DynamicTest> agreesWithNd4jInDouble() {
		return Stream.of(test("convolution", ArchitectureBuilder.image(2, 6, 6).conv(3, 3, 1).build()),
				test("convolution 16 channels", ArchitectureBuilder.image(16, 6, 6).conv(32, 3, 1).relu().build()),
				test("convolution Winograd", ArchitectureBuilder.image(32, 20, 20).conv(32, 3, 1).build()),
				test("convolution 4x4 stride 2",
						ArchitectureBuilder.image(2, 8, 8).conv(20, 4, 2).leakyRelu(0.2).build()),
				test("convolution without padding",
						ArchitectureBuilder.image(2, 7, 7).conv(3, 3, 2, Option.VALID, Option.NO_BIAS).build()),
				test("convolution 1x1 stride 2", ArchitectureBuilder.image(24, 5, 5).conv(24, 1, 2).tanh().build()),
				test("depthwise separable",
						ArchitectureBuilder.image(20, 5, 5).depthwise(3, 1).conv(24, 1, 1, Option.NO_BIAS).batchNorm()
								.build()),
				test("dense", ArchitectureBuilder.vector(5).dense(4).relu().build()),
				test("dense on maps", ArchitectureBuilder.image(16, 3, 3).conv(16, 3, 1).dense(4).build()),
				test("batch norm and ReLU",
						ArchitectureBuilder.image(3, 4, 4).conv(20, 1, 1).batchNorm().relu().build()),
				test("batch norm of vectors", ArchitectureBuilder.vector(4).dense(3).batchNorm().build()),
				test("PReLU", ArchitectureBuilder.image(2, 4, 4).conv(24, 3, 1).prelu().build()),
				test("average pooling 2x2 of an odd size",
						ArchitectureBuilder.image(2, 7, 7).conv(16, 1, 1).averagePool(2, 2).build()),
				test("max pooling 3x3 stride 2",
						ArchitectureBuilder.image(2, 7, 7).conv(16, 1, 1).maxPool(3, 2).build()),
				test("max pooling 3x3 stride 1",
						ArchitectureBuilder.image(2, 6, 6).conv(5, 1, 1).relu().maxPool(3, 1).build()),
				test("global average pooling",
						ArchitectureBuilder.image(2, 4, 4).conv(20, 1, 1).globalAveragePool().dense(2).build()),
				test("upsampling alone", ArchitectureBuilder.image(2, 3, 3).conv(16, 1, 1).upsample().build()),
				test("upsampling and convolution",
						ArchitectureBuilder.image(16, 3, 3).upsample().conv(20, 3, 1).relu().build()),
				test("upsampling and convolution without bias",
						ArchitectureBuilder.image(4, 3, 5).upsample().conv(2, 3, 1, Option.NO_BIAS).build()),
				test("dense, reshape",
						ArchitectureBuilder.vector(3).dense(18 * 9).reshape(18, 3, 3).relu().conv(2, 3, 1).build()),
				test("residual", residual()), test("warp", GradientTest.warped()),
				test("warp of the input", GradientTest.warpsItself()),
				test("warp of blocked maps", warpOfBlockedMaps()),
				test("mixing weights and mosaic of blocked maps",
						ArchitectureBuilder.image(16, 3, 2).conv(16, 3, 1).mixing().conv(32, 1, 1).mosaic(2, 4, 4)
								.conv(16, 3, 1).build()),
				test("slices, side by side", GradientTest.sliced()),
				test("unit mean square", ArchitectureBuilder.vector(7).dense(5).unitMeanSquare().dense(3).build()),
				test("channel factors", GradientTest.factors(3)),
				test("channel factors of blocked maps", GradientTest.factors(24)),
				test("channel factors of maps longer than a chunk", longFactors()),
				test("bilinear upsampling",
						ArchitectureBuilder.image(2, 3, 4).conv(1, 1, 1).upsampleBilinear().build()),
				test("bilinear upsampling of blocked maps",
						ArchitectureBuilder.image(2, 3, 4).conv(16, 1, 1).upsampleBilinear().conv(2, 1, 1).build()),
				test("clip of blocked maps",
						ArchitectureBuilder.image(2, 3, 4).conv(16, 1, 1).clip().conv(2, 1, 1).build()),
				test("learned generator", Networks.learnedGenerator(8, 2, 8, 16, true)),
				test("learned generator without label and noise", Networks.learnedGenerator(8, 0, 8, 16, false)),
				test("coarse discriminator", Networks.coarseDiscriminator(8, 8)),
				test("texture discriminator", Networks.textureDiscriminator(8, 32)),
				test("dropout of blocked maps",
						ArchitectureBuilder.image(2, 4, 4).conv(24, 3, 1).relu().dropout(0.4).conv(2, 3, 1).build()),
				test("dropout of vectors", ArchitectureBuilder.vector(6).dropout(0.5).dense(5).dropout(0.2).build()),
				test("small classifier", Networks.small(8, 2, 40, 0.5)),
				test("mosaic generator", Networks.mosaicGenerator(8, 4, 32, 20)),
				test("discriminator with batch norm", Networks.discriminator(4, 32, false, true)),
				test("discriminator with spectral norm", Networks.discriminator(4, 32, true, false)),
				test("generator", Networks.generator(8, 4, 32)),
				test("refiner", Networks.refiner(16, 2, 20, Networks.Head.TANH)),
				test("refiner that begins as the identity", Networks.refiner(16, 2, 20, Networks.Head.SKIP)),
				test("patch discriminator", Networks.patchDiscriminator(24, 16, 8, 24)),
				deep("ResNet-50", Networks.resNet50(0.125, 2, 48)), deep("Xception", Networks.xception(0.125, 2, 80)));
	}

	private static Architecture longFactors() {
		final ArchitectureBuilder net = ArchitectureBuilder.image(17, 40, 30);
		final ArchitectureBuilder.Place maps = net.here();
		final ArchitectureBuilder.Place factors = net.globalAveragePool().dense(17).here();
		return net.from(maps).channelFactors(factors).build();
	}

	private static Architecture residual() {
		final ArchitectureBuilder net = ArchitectureBuilder.image(2, 4, 4).conv(16, 3, 1);
		final ArchitectureBuilder.Place in = net.here();
		return net.conv(16, 3, 1).prelu().conv(16, 3, 1).add(in).relu().build();
	}

	/** Maps and controls come out of convolutions in oneDNN's own layout. */
	private static Architecture warpOfBlockedMaps() {
		final ArchitectureBuilder net = ArchitectureBuilder.image(16, 7, 7);
		final ArchitectureBuilder.Place in = net.here();
		final ArchitectureBuilder.Place controls = net.conv(2, 3, 1).here();
		return net.from(in).conv(16, 3, 1).warp(controls).leakyRelu(0.2).conv(3, 3, 1).batchNorm().build();
	}

	private static DynamicTest test(final String name, final Architecture architecture) {
		return DynamicTest.dynamicTest(name, () -> check(architecture, 2e-5));
	}

	/**
	 * Fifty batch norms over few numbers each, and ReLUs that rounding can switch, amplify errors of single precision.
	 */
	private static DynamicTest deep(final String name, final Architecture architecture) {
		return DynamicTest.dynamicTest(name, () -> check(architecture, Precision.FLOAT, 2e-2, 3));
	}

	private static void check(final Architecture architecture, final double tolerance) {
		check(architecture, Precision.FLOAT, tolerance, BATCHES);
	}

	/**
	 * bfloat16 has 8 bits of fraction, so each rounding may be off by 1/512. Only smooth operations are tested, because
	 * rounding that switches a ReLU or the maximum of a window changes the gradient by much more.
	 */
	@TestFactory
	Stream<DynamicTest> bfloat16AgreesToItsRounding() {
		assumeTrue(OneDnn.hasBf16());
		return Stream.of(ArchitectureBuilder.image(16, 20, 20).conv(32, 3, 1).tanh().conv(2, 1, 1).build(),
				ArchitectureBuilder.image(2, 8, 8).conv(20, 4, 2).batchNorm().tanh().dense(3).build(),
				ArchitectureBuilder.image(20, 5, 5).depthwise(3, 1).conv(24, 1, 1, Option.NO_BIAS).globalAveragePool()
						.build(),
				ArchitectureBuilder.vector(5).dense(16 * 9).reshape(16, 3, 3).upsample().conv(20, 3, 1).tanh().build(),
				ArchitectureBuilder.image(16, 4, 4).conv(16, 3, 1, Option.SPECTRAL_NORM).tanh().build(),
				GradientTest.warped(), GradientTest.sliced(),
				ArchitectureBuilder.image(16, 6, 6).conv(16, 3, 1).upsampleBilinear().build())
				.map(a -> DynamicTest.dynamicTest(a.operations().toString(),
						() -> check(a, Precision.BF16, 2e-2, BATCHES)));
	}

	@Test
	void aModelKeepsItsPrecision(@TempDir final Path folder) throws IOException {
		assumeTrue(OneDnn.hasBf16());
		final INDArray x = AdversarialGraphTest.random(1, 2, 1, 20, 20);
		try (AdversarialGraph saved = AdversarialGraph.create(Networks.refiner(16, 2, 20, Networks.Head.TANH),
				Optimiser.sgd(0.1), 1, Precision.BF16)) {
			saved.save(folder.resolve("model.zip"));
			try (AdversarialGraph loaded = AdversarialGraph.load(folder.resolve("model.zip"))) {
				assertTrue(loaded.describe().endsWith("bf16"), loaded.describe());
				assertArrayEquals(saved.output(x).data().asFloat(), loaded.output(x).data().asFloat());
			}
		}
	}

	@Test
	void whereThereIsNoBfloat16ThatIsSaid() {
		System.setProperty(Backend.PROPERTY, "nd4j");
		try {
			final UserError e = assertThrows(UserError.class, () -> Precision.of("bf16"));
			assertTrue(e.getMessage().contains("precision=bf16"), e.getMessage());
			assertEquals(Precision.FLOAT, Precision.of("float"));
		} finally {
			System.clearProperty(Backend.PROPERTY);
		}
	}

	private static void check(final Architecture architecture, final Precision precision, final double tolerance,
			final int... batches) {
		try (AdversarialGraph slow = AdversarialGraph.create(architecture, Optimiser.sgd(0.1), SEED, DataType.DOUBLE);
				AdversarialGraph graph = AdversarialGraph.create(architecture, Optimiser.sgd(0.1), 3)) {
			// Biases and slopes get values that do not hide mistakes.
			final Random random = new Random(1);
			for (final Parameter p : architecture.parameters())
				if (p.role() != Parameter.Role.STATISTIC)
					for (long i = 0; i < p.length(); i++)
						slow.parameters().putScalar(p.offset() + i,
								slow.parameters().getDouble(p.offset() + i) + 0.05 * random.nextGaussian());
			graph.parameters().assign(slow.parameters().castTo(DataType.FLOAT));
			slow.parameters().assign(graph.parameters().castTo(DataType.DOUBLE));
			final INDArray gradient = Nd4j.zeros(DataType.FLOAT, architecture.length());
			try (GraphExecutor fast = new OneDnnExecutor(architecture, graph.parameters(), gradient,
					precision == Precision.BF16)) {
				for (final int n : batches) compare(architecture, slow, fast, gradient, n, tolerance);
			}
		}
	}

	private static void compare(final Architecture architecture, final AdversarialGraph slow, final GraphExecutor fast,
			final INDArray gradient, final int images, final double tolerance) {
		final INDArray x = AdversarialGraphTest.random(5, with(images, architecture.inputShape()));
		final INDArray e = AdversarialGraphTest.random(6, with(images, architecture.outputShape()));
		near("inference", slow.output(x.castTo(DataType.DOUBLE)), fast.output(x), tolerance, 1e-7);
		fast.seed(new Seeds(SEED).of("dropout", 0));
		near("output", slow.forward(x.castTo(DataType.DOUBLE)), fast.forward(x), tolerance, 1e-7);
		final INDArray dx = slow.backward(e.castTo(DataType.DOUBLE), true, true).orElseThrow();
		near("input", dx, fast.backward(e, true, false).orElseThrow(), tolerance, 1e-7);
		assertEquals(0, gradient.norm2Number().doubleValue());
		fast.backward(e, false, true);
		for (final Parameter p : architecture.parameters())
			near(p.name(), p.view(slow.gradient()), p.view(gradient), tolerance, slow.gradientNorm() * tolerance / 10);
		gradient.assign(0);
		near("input", dx, fast.backward(e, true, true).orElseThrow(), tolerance, 1e-7);
		for (final Parameter p : architecture.parameters())
			near(p.name(), p.view(slow.gradient()), p.view(gradient), tolerance, slow.gradientNorm() * tolerance / 10);
		final float[][] factors = { { 0.5f, -1, 2, 0 }, { 1, 1, 0.1f, -3 }, { -0.2f, 3, 0, 1 } };
		for (int m = 0; m < factors.length; m++) factors[m] = Arrays.copyOf(factors[m], images);
		final List<INDArray> expected = slow.gradients(e.castTo(DataType.DOUBLE), factors);
		final List<INDArray> actual = fast.gradients(e, factors);
		assertEquals(expected.size(), actual.size());
		for (int m = 0; m < factors.length; m++)
			for (final Parameter p : architecture.parameters())
				near("loss " + m + ", " + p.name(), p.view(expected.get(m)), p.view(actual.get(m)), tolerance,
						expected.get(m).norm2Number().doubleValue() * tolerance / 10);
		gradient.assign(0);
	}

	private static void near(final String what, final INDArray expected, final INDArray actual, final double tolerance,
			final double floor) {
		assertArrayEquals(expected.shape(), actual.shape(), what);
		final double distance = expected.distance2(actual.castTo(DataType.DOUBLE));
		final double norm = expected.norm2Number().doubleValue();
		assertTrue(distance <= tolerance * norm + floor, what + " differs by " + distance / norm + ", norm " + norm);
	}

	@Test
	void twoRunsGiveTheSameBits() {
		for (final Architecture architecture : new Architecture[] { Networks.refiner(16, 2, 40, Networks.Head.TANH),
				GradientTest.warped(), Networks.mosaicGenerator(8, 4, 32, 20),
				Networks.learnedGenerator(8, 2, 8, 32, true), Networks.textureDiscriminator(8, 32) })
			assertArrayEquals(trained(architecture), trained(architecture));
	}

	/** oneDNN's own scratchpads belong to one thread: a network that continued on another thread crashed Java. */
	@Test
	void aNetworkMayGoOnInAnotherThread() throws Exception {
		final Architecture architecture = Networks.refiner(16, 2, 40, Networks.Head.TANH);
		try (AdversarialGraph g = AdversarialGraph.create(architecture, Optimiser.sgd(1e-3), 3)) {
			final INDArray x = AdversarialGraphTest.random(1, with(2, architecture.inputShape()));
			final float[] here = step(g, x);
			final float[][] there = new float[1][];
			final Thread other = new Thread(() -> there[0] = step(g, x));
			other.start();
			other.join();
			assertArrayEquals(here, there[0]);
		}
	}

	private static float[] step(final AdversarialGraph g, final INDArray x) {
		g.forward(x);
		g.backward(x, false, true);
		return g.gradient().data().asFloat();
	}

	@Test
	void whatForwardKeptMayBeForgottenButIsNeverReadAfterwards() {
		final Architecture architecture = ArchitectureBuilder.image(1, 4, 4).conv(2, 3, 1).build();
		try (AdversarialGraph g = AdversarialGraph.create(architecture, Optimiser.sgd(1e-3), 3)) {
			final INDArray y = g.forward(AdversarialGraphTest.random(1, 2, 1, 4, 4));
			for (int n = 1; n < 20; n++) g.output(AdversarialGraphTest.random(1, n, 1, 4, 4)).close();
			assertThrows(IllegalStateException.class, () -> g.backward(y, false, true));
		}
	}

	private static float[] trained(final Architecture architecture) {
		try (AdversarialGraph g = AdversarialGraph.create(architecture, Optimiser.adam(1e-3, 0.5, 0.999), 3)) {
			for (int i = 0; i < 4; i++) {
				final int images = i == 2 ? 3 : 5;
				g.forward(AdversarialGraphTest.random(i, with(images, architecture.inputShape())));
				g.backward(AdversarialGraphTest.random(i, with(images, architecture.outputShape())), false, true);
				g.step();
			}
			return g.parameters().data().asFloat();
		}
	}

	private static long[] with(final long first, final long... rest) {
		final long[] all = new long[rest.length + 1];
		all[0] = first;
		System.arraycopy(rest, 0, all, 1, rest.length);
		return all;
	}
}
