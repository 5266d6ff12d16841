/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.Stream;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.graph.ArchitectureBuilder.Option;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.SpectralNorm;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Every operation's derivatives agree with finite differences, in double precision. */
@Tag("long")
class GradientTest {
	private static final double STEP = 1e-6;

	@TestFactory
	Stream<DynamicTest> derivativesAgreeWithFiniteDifferences() {
		return Stream.of(test("convolution", ArchitectureBuilder.image(2, 6, 6).conv(3, 3, 1).build()),
				test("convolution 4x4 stride 2", ArchitectureBuilder.image(2, 8, 8).conv(3, 4, 2).build()),
				test("convolution without padding",
						ArchitectureBuilder.image(2, 7, 7).conv(3, 3, 2, Option.VALID, Option.NO_BIAS).build()),
				test("convolution 1x1 stride 2", ArchitectureBuilder.image(3, 5, 5).conv(2, 1, 2).build()),
				test("depthwise", ArchitectureBuilder.image(3, 5, 5).depthwise(3, 1).build()),
				test("depthwise separable",
						ArchitectureBuilder.image(3, 5, 5).depthwise(3, 1).conv(4, 1, 1, Option.NO_BIAS).build()),
				test("dense", ArchitectureBuilder.vector(5).dense(4).build()),
				test("dense on maps", ArchitectureBuilder.image(2, 3, 3).dense(4).build()),
				test("batch norm", ArchitectureBuilder.image(3, 4, 4).conv(3, 1, 1).batchNorm().build()),
				test("batch norm of vectors", ArchitectureBuilder.vector(4).dense(3).batchNorm().build()),
				test("ReLU", ArchitectureBuilder.image(2, 4, 4).conv(2, 3, 1).relu().build()),
				test("LeakyReLU", ArchitectureBuilder.image(2, 4, 4).conv(2, 3, 1).leakyRelu(0.2).build()),
				test("PReLU", ArchitectureBuilder.image(2, 4, 4).conv(2, 3, 1).prelu().build()),
				test("tanh", ArchitectureBuilder.image(2, 4, 4).conv(2, 3, 1).tanh().build()),
				test("max pooling 3x3 stride 2",
						ArchitectureBuilder.image(2, 7, 7).conv(2, 1, 1).maxPool(3, 2).build()),
				test("max pooling 3x3 stride 1",
						ArchitectureBuilder.image(2, 6, 6).conv(2, 1, 1).maxPool(3, 1).build()),
				test("average pooling 2x2 of an odd size",
						ArchitectureBuilder.image(2, 7, 7).conv(2, 1, 1).averagePool(2, 2).build()),
				test("average pooling 3x3 stride 2",
						ArchitectureBuilder.image(2, 7, 7).conv(2, 1, 1).averagePool(3, 2).build()),
				test("global average pooling",
						ArchitectureBuilder.image(2, 4, 4).conv(3, 1, 1).globalAveragePool().build()),
				test("upsampling", ArchitectureBuilder.image(2, 3, 3).conv(2, 1, 1).upsample().build()),
				test("upsampling and convolution", ArchitectureBuilder.image(2, 3, 3).upsample().conv(3, 3, 1).build()),
				test("dense, reshape", ArchitectureBuilder.vector(3).dense(18).reshape(2, 3, 3).conv(2, 3, 1).build()),
				test("residual", residual()), test("warp", warped()), test("warp of the input", warpsItself()),
				test("mixing weights", ArchitectureBuilder.image(3, 4, 5).mixing().conv(2, 3, 1).build()),
				test("mixing weights of maps",
						ArchitectureBuilder.vector(3).dense(5 * 4).reshape(5, 2, 2).mixing().build()),
				test("mosaic", ArchitectureBuilder.image(3, 2, 3).conv(2 * 3 * 5, 1, 1).mosaic(2, 3, 5).build()),
				test("slices, side by side", sliced()),
				test("unit mean square", ArchitectureBuilder.vector(7).dense(5).unitMeanSquare().dense(3).build()),
				test("channel factors", factors(3)),
				test("bilinear upsampling",
						ArchitectureBuilder.image(2, 3, 4).conv(2, 1, 1).upsampleBilinear().build()),
				test("clip", ArchitectureBuilder.image(2, 3, 4).conv(2, 3, 1).clip().conv(2, 1, 1).build()),
				test("learned generator", Networks.learnedGenerator(5, 2, 2, 16, true)),
				test("learned generator without label and noise", Networks.learnedGenerator(5, 0, 2, 16, false)),
				test("coarse generator", Networks.coarseGenerator(5, 2, 16)),
				test("coarse discriminator", Networks.coarseDiscriminator(2, 8)),
				test("texture discriminator", Networks.textureDiscriminator(3, 16)),
				test("dropout", ArchitectureBuilder.image(2, 4, 4).conv(3, 3, 1).dropout(0.4).conv(2, 3, 1).build()),
				test("dropout of vectors", ArchitectureBuilder.vector(6).dropout(0.5).dense(5).dropout(0.2).build()),
				test("small classifier", Networks.small(2, 2, 16, 0.5)),
				test("mosaic generator", Networks.mosaicGenerator(4, 2, 16, 3)),
				test("discriminator with batch norm", Networks.discriminator(2, 16, false, true)),
				test("generator", Networks.generator(4, 2, 16)),
				test("refiner", Networks.refiner(3, 2, 6, Networks.Head.TANH)),
				test("patch discriminator", Networks.patchDiscriminator(4, 3, 2, 8)),
				test("spectral norm", ArchitectureBuilder.image(2, 6, 6).conv(3, 3, 1, Option.SPECTRAL_NORM).build()),
				test("spectral norm of dense", ArchitectureBuilder.vector(5).dense(4, Option.SPECTRAL_NORM).build()));
	}

	private static Architecture residual() {
		final ArchitectureBuilder net = ArchitectureBuilder.image(2, 4, 4).conv(3, 3, 1);
		final ArchitectureBuilder.Place in = net.here();
		return net.conv(3, 3, 1).prelu().conv(3, 3, 1).add(in).relu().build();
	}

	/** A vector that becomes an image and the controls that move it. */
	static Architecture warped() {
		final ArchitectureBuilder net = ArchitectureBuilder.vector(5);
		final ArchitectureBuilder.Place in = net.here();
		final ArchitectureBuilder.Place controls = net.dense(2 * 5 * 5).reshape(2, 5, 5).here();
		final ArchitectureBuilder.Place image = net.from(in).dense(2 * 6 * 9).reshape(2, 6, 9).here();
		return net.warp(controls).add(image).tanh().build();
	}

	/** An image that finds the controls that move it. */
	static Architecture warpsItself() {
		final ArchitectureBuilder net = ArchitectureBuilder.image(1, 8, 6);
		final ArchitectureBuilder.Place in = net.here();
		final ArchitectureBuilder.Place controls = net.conv(3, 3, 1).tanh().dense(2 * 4 * 4).reshape(2, 4, 4).here();
		return net.from(in).warp(controls).conv(2, 3, 1).build();
	}

	/** A vector of which parts go separate ways, one of them as a map. */
	static Architecture sliced() {
		final ArchitectureBuilder net = ArchitectureBuilder.vector(17);
		final ArchitectureBuilder.Place in = net.here();
		final ArchitectureBuilder.Place label = net.slice(4, 3).dense(3).here();
		final ArchitectureBuilder.Place maps = net.from(in).slice(7, 1, 2, 5).conv(2, 3, 1).here();
		net.from(in).slice(0, 4).concatenate(label).dense(20).reshape(2, 2, 5).add(maps);
		return net.conv(2, 1, 1).build();
	}

	/** Maps whose factors come from themselves. */
	static Architecture factors(final int channels) {
		final ArchitectureBuilder net = ArchitectureBuilder.image(2, 6, 5);
		final ArchitectureBuilder.Place maps = net.conv(channels, 3, 1).leakyRelu(0.2).here();
		final ArchitectureBuilder.Place factors = net.globalAveragePool().dense(channels).here();
		return net.from(maps).channelFactors(factors).conv(2, 3, 1).build();
	}

	private static DynamicTest test(final String name, final Architecture architecture) {
		return test(name, architecture, 3);
	}

	private static DynamicTest test(final String name, final Architecture architecture, final int images) {
		return DynamicTest.dynamicTest(name, () -> check(architecture, images));
	}

	private static void check(final Architecture architecture, final int images) {
		try (AdversarialGraph graph = AdversarialGraph.create(architecture, Optimiser.sgd(0.1), 3, DataType.DOUBLE)) {
			final Random random = new Random(5);
			final INDArray x = random(random, with(images, architecture.inputShape()));
			final INDArray e = random(random, with(images, architecture.outputShape()));
			// Biases and slopes get values that do not hide mistakes.
			for (long i = 0; i < architecture.trainableLength(); i++)
				graph.parameters().putScalar(i, graph.parameters().getDouble(i) + 0.03 * random.nextGaussian());
			// The derivative treats u and v as constants, which is exact only after the power iteration has converged.
			for (final Parameter p : architecture.parameters())
				if (p.name().endsWith(".u"))
					SpectralNorm.settle(architecture.parameters(p.operation()).get(0).view(graph.parameters()),
							p.view(graph.parameters()), 3000);
			graph.forward(x).close();
			final INDArray dx = graph.backward(e, true, true).orElseThrow();
			final INDArray gradient = graph.gradient().dup();
			for (int k = 0; k < 12; k++) compare(graph, x, e, x, random.nextInt((int) x.length()), dx);
			for (int k = 0; k < 40 && architecture.trainableLength() > 0; k++)
				compare(graph, x, e, graph.parameters(), random.nextInt((int) architecture.trainableLength()),
						gradient);
		}
	}

	private static void compare(final AdversarialGraph graph, final INDArray x, final INDArray e, final INDArray moved,
			final long at, final INDArray derivative) {
		final INDArray flat = moved.reshape(moved.length());
		final double before = flat.getDouble(at);
		flat.putScalar(at, before + STEP);
		final double above = loss(graph, x, e);
		flat.putScalar(at, before - STEP);
		final double below = loss(graph, x, e);
		flat.putScalar(at, before);
		final double expected = (above - below) / (2 * STEP);
		final double actual = derivative.reshape(derivative.length()).getDouble(at);
		assertEquals(expected, actual, 1e-6 + 1e-5 * Math.abs(expected), "at " + at);
	}

	private static double loss(final AdversarialGraph graph, final INDArray x, final INDArray e) {
		try (INDArray y = graph.forward(x)) {
			return y.mul(e).sumNumber().doubleValue();
		}
	}

	private static INDArray random(final Random random, final long... shape) {
		final INDArray a = Nd4j.zeros(DataType.DOUBLE, shape);
		final INDArray flat = a.reshape(a.length());
		for (long i = 0; i < a.length(); i++) flat.putScalar(i, random.nextGaussian());
		return a;
	}

	private static long[] with(final long first, final long... rest) {
		final long[] all = new long[rest.length + 1];
		all[0] = first;
		System.arraycopy(rest, 0, all, 1, rest.length);
		return all;
	}
}
