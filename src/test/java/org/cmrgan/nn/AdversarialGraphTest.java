/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.cmrgan.nn.graph.ArchitectureBuilder.Option.NO_BIAS;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.UserError;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

class AdversarialGraphTest {
	private static final Optimiser ADAM = Optimiser.adam(1e-3, 0.5, 0.999);

	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	@Test
	void aNetworkThatOnlyHandsAnErrorOnDoesNotChange() {
		try (AdversarialGraph d = AdversarialGraph.create(Networks.discriminator(4, 16, true, true), ADAM, 1)) {
			final float[] before = d.parameters().data().asFloat();
			d.forward(random(1, 3, 1, 16, 16));
			d.backward(random(2, 3, 1), true, false).orElseThrow();
			d.output(random(1, 3, 1, 16, 16));
			assertArrayEquals(before, d.parameters().data().asFloat());
			assertEquals(0, d.iteration());
		}
	}

	@Test
	void severalErrorsGoBackThroughOneForwardPass() {
		try (AdversarialGraph g = AdversarialGraph.create(Networks.generator(8, 2, 16), ADAM, 1)) {
			final INDArray z = random(1, 3, 8);
			final INDArray e = random(2, 3, 1, 16, 16);
			g.forward(z);
			assertFalse(g.backward(e, false, true).isPresent());
			final float[] first = g.gradient().data().asFloat();
			g.backward(random(3, 3, 1, 16, 16), false, true);
			g.backward(e, false, true);
			assertArrayEquals(first, g.gradient().data().asFloat());
		}
	}

	@Test
	void adamMovesEachParameterByTheRateAtItsFirstStep() {
		try (AdversarialGraph g = AdversarialGraph.create(Networks.generator(8, 2, 16), ADAM, 1)) {
			final float[] before = g.parameters().data().asFloat();
			g.forward(random(1, 3, 8));
			g.backward(random(2, 3, 1, 16, 16), false, true);
			final float[] gradient = g.gradient().data().asFloat();
			g.step();
			final float[] after = g.parameters().data().asFloat();
			for (int i = 0; i < before.length; i += 7)
				if (Math.abs(gradient[i]) > 1e-3)
					assertEquals(before[i] - 1e-3 * Math.signum(gradient[i]), after[i], 2e-6);
			assertEquals(1, g.iteration());
		}
	}

	@Test
	void weightDecayShrinksWeightsOnly() {
		final Architecture net = ArchitectureBuilder.image(1, 4, 4).conv(2, 3, 1).batchNorm().prelu().build();
		try (AdversarialGraph g = AdversarialGraph.create(net, Optimiser.sgd(0.1).weightDecay(0.5), 1)) {
			g.parameters().data().put(net.parameter("convolution1.b").offset(), 2f);
			final float[] before = g.parameters().data().asFloat();
			g.forward(random(1, 3, 1, 4, 4));
			g.backward(random(1, 3, 2, 4, 4).muli(0), false, true);
			g.step();
			final float[] after = g.parameters().data().asFloat();
			for (final Parameter p : net.parameters())
				for (int i = (int) p.offset(); i < p.offset() + p.length(); i++)
					if (p.role() == Parameter.Role.WEIGHT) assertEquals(before[i] * 0.95, after[i], 1e-6, p.name());
					else if (p.role() == Parameter.Role.BIAS) assertEquals(before[i], after[i], 0, p.name());
		}
	}

	@Test
	void stepsAreDeeplearning4js() {
		final Architecture net = Networks.discriminator(4, 16, true, true);
		for (final Optimiser optimiser : new Optimiser[] { ADAM.weightDecay(0.5),
				Optimiser.sgd(0.01).weightDecay(0.5) })
			try (AdversarialGraph fused = AdversarialGraph.create(net, optimiser, 1);
					AdversarialGraph plain = AdversarialGraph.create(net, optimiser, 1, DataType.DOUBLE)) {
						plain.parameters().assign(fused.parameters());
						for (int i = 0; i < 5; i++) {
							final INDArray gradient = random(i, net.length());
							fused.gradient().assign(gradient);
							plain.gradient().assign(gradient);
							fused.step();
							plain.step();
						}
						assertEquals(0, plain.parameters().distance2(fused.parameters().castTo(DataType.DOUBLE)),
								1e-6 * plain.parameters().norm2Number().doubleValue());
					}
	}

	/** Stored numbers of N(0, 1), times a constant wherever they are read, and the plain optimiser on them. */
	@Test
	void anEqualisedLearningRateTrainsAsStoredNumbersTimesAFactorWould() {
		final Architecture net = Networks.learnedGenerator(4, 2, 2, 16, true);
		for (final Optimiser optimiser : new Optimiser[] { Optimiser.adam(1e-2, 0, 0.99), Optimiser.sgd(0.01),
				ADAM.weightDecay(0.5) })
			for (final DataType type : new DataType[] { DataType.FLOAT, DataType.DOUBLE })
				try (AdversarialGraph g = AdversarialGraph.create(net, optimiser, 1, type);
						AdversarialGraph stored = AdversarialGraph.create(ArchitectureBuilder
								.vector((int) net.trainableLength()).startNormal(1).dense(1, NO_BIAS).build(),
								optimiser, 1, type)) {
									final INDArray scales = Nd4j.ones(type, net.length());
									for (final Parameter p : net.parameters())
										scales.get(NDArrayIndex.interval(p.offset(), p.offset() + p.length()))
												.assign(p.scale());
									g.parameters().assign(stored.parameters().mul(scales));
									for (int i = 0; i < 5; i++) {
										// Small, so that Adam's epsilon shows.
										final INDArray gradient = random(i, net.length()).muli(1e-7).castTo(type);
										g.gradient().assign(gradient);
										stored.gradient().assign(gradient.mul(scales));
										g.step();
										stored.step();
									}
									final INDArray wanted = stored.parameters().mul(scales);
									final long end = optimiser.weightDecay() > 0 ? net.weightLength() : net.length();
									assertEquals(0,
											wanted.get(NDArrayIndex.interval(0, end))
													.distance2(g.parameters().get(NDArrayIndex.interval(0, end))),
											1e-6 * wanted.norm2Number().doubleValue(), optimiser + " " + type);
								}
	}

	@Test
	void runningStatisticsFollowTheBatchAtEachStep() {
		final Architecture net = ArchitectureBuilder.image(1, 2, 2).batchNorm().build();
		try (AdversarialGraph g = AdversarialGraph.create(net, Optimiser.sgd(0), 1)) {
			final INDArray x = Nd4j.createFromArray(1f, 2f, 3f, 6f).reshape(1, 1, 2, 2);
			g.forward(x);
			g.backward(random(1, 1, 1, 2, 2), false, true);
			g.step();
			assertEquals(0.1 * 3, g.parameters().getDouble(net.parameter("batchnorm1.mean").offset()), 1e-6);
			// The unbiased variance of four numbers, as PyTorch's running variance is.
			final double variance = 0.9 + 0.1 * 14 / 3;
			assertEquals(variance, g.parameters().getDouble(net.parameter("batchnorm1.variance").offset()), 1e-6);
			assertEquals((6 - 0.3) / Math.sqrt(variance + 1e-5), g.output(x).getDouble(0, 0, 1, 1), 1e-5);
		}
	}

	@Test
	void gradientNormLeavesStatisticsOut() {
		try (AdversarialGraph d = AdversarialGraph.create(Networks.discriminator(4, 16, true, true), ADAM, 1)) {
			d.forward(random(1, 3, 1, 16, 16));
			d.backward(random(2, 3, 1).muli(1e-3), false, true);
			final float[] g = d.gradient().data().asFloat();
			double sum = 0;
			for (int i = 0; i < d.architecture().trainableLength(); i++) sum += (double) g[i] * g[i];
			assertEquals(Math.sqrt(sum), d.gradientNorm(), 1e-5 * Math.sqrt(sum));
			double all = 0;
			for (final float v : g) all += (double) v * v;
			assertNotEquals(Math.sqrt(all), d.gradientNorm(), 0.1 * Math.sqrt(sum));
		}
	}

	@Test
	void aSavedModelGoesOnAsIfNothingHadHappened(@TempDir final Path folder) throws Exception {
		final Path file = folder.resolve("model.zip");
		try (AdversarialGraph a = AdversarialGraph.create(Networks.discriminator(4, 16, true, true), ADAM, 1)) {
			train(a, 0, 3);
			a.save(file);
			try (AdversarialGraph b = AdversarialGraph.load(file)) {
				assertEquals(3, b.iteration());
				train(a, 3, 3);
				train(b, 3, 3);
				assertArrayEquals(a.parameters().data().asFloat(), b.parameters().data().asFloat());
			}
		}
	}

	@Test
	void aStateGoesBackAndThroughAFile(@TempDir final Path folder) throws Exception {
		final Path file = folder.resolve("state");
		try (AdversarialGraph a = AdversarialGraph.create(Networks.generator(8, 2, 16), ADAM, 1)) {
			train(a, 0, 2);
			try (State state = a.state()) {
				try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(file))) {
					state.writeTo(out);
				}
				train(a, 2, 2);
				final float[] first = a.parameters().data().asFloat();
				a.restore(state);
				train(a, 2, 2);
				assertArrayEquals(first, a.parameters().data().asFloat());
				try (DataInputStream in = new DataInputStream(Files.newInputStream(file));
						State read = a.readState(in)) {
					a.restore(read);
				}
				assertEquals(2, a.iteration());
				train(a, 2, 2);
				assertArrayEquals(first, a.parameters().data().asFloat());
			}
			Files.writeString(file, "something else");
			assertThrows(IOException.class, () -> {
				try (DataInputStream in = new DataInputStream(Files.newInputStream(file))) {
					a.readState(in);
				}
			});
		}
		assertThrows(UserError.class, () -> AdversarialGraph.load(file));
		assertThrows(UserError.class, () -> AdversarialGraph.load(folder.resolve("absent")));
	}

	@Test
	void plainDeeplearning4jRunsTheModel(@TempDir final Path folder) throws Exception {
		final Path file = folder.resolve("model.zip");
		try (AdversarialGraph a = AdversarialGraph.create(Networks.discriminator(4, 16, true, true), ADAM, 1)) {
			train(a, 0, 2);
			a.save(file);
			final ComputationGraph graph = ModelSerializer.restoreComputationGraph(file.toFile());
			final INDArray x = random(9, 5, 1, 16, 16);
			assertArrayEquals(a.output(x).data().asFloat(), graph.outputSingle(x).data().asFloat(), 1e-6f);
			assertEquals(a.architecture().length(), graph.numParams());
			assertTrue(graph.paramTable().containsKey("network_convolution1.W"));
		}
	}

	@Test
	void sameSeedSameNetwork() {
		try (AdversarialGraph a = AdversarialGraph.create(Networks.refiner(4, 2, 8, Networks.Head.TANH), ADAM, 7);
				AdversarialGraph b = AdversarialGraph.create(Networks.refiner(4, 2, 8, Networks.Head.TANH), ADAM, 7);
				AdversarialGraph c = AdversarialGraph.create(Networks.refiner(4, 2, 8, Networks.Head.TANH), ADAM, 8)) {
			assertArrayEquals(a.parameters().data().asFloat(), b.parameters().data().asFloat());
			assertFalse(java.util.Arrays.equals(a.parameters().data().asFloat(), c.parameters().data().asFloat()));
		}
	}

	@Test
	void theRefinerBeginsAsTheIdentity() {
		try (AdversarialGraph r = AdversarialGraph.create(Networks.refiner(4, 2, 8, Networks.Head.SKIP), ADAM, 7)) {
			final INDArray x = random(1, 2, 1, 8, 8);
			assertArrayEquals(x.data().asFloat(), r.output(x).data().asFloat());
		}
	}

	@Test
	void outputsDoNotDependOnHowManyRunAtOnce() {
		try (AdversarialGraph g = AdversarialGraph.create(Networks.generator(8, 2, 16), ADAM, 1)) {
			final INDArray z = random(1, 150, 8);
			final INDArray all = g.output(z);
			assertArrayEquals(new long[] { 150, 1, 16, 16 }, all.shape());
			final INDArray last = g.output(z.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(149, 150)).dup());
			assertEquals(0, all.get(org.nd4j.linalg.indexing.NDArrayIndex.interval(149, 150)).distance2(last), 1e-5);
		}
	}

	@Test
	void arraysOfAnotherShapeAreRefused() {
		try (AdversarialGraph g = AdversarialGraph.create(Networks.generator(8, 2, 16), ADAM, 1)) {
			assertThrows(IllegalArgumentException.class, () -> g.forward(random(1, 3, 9)));
			g.forward(random(1, 3, 8));
			assertThrows(IllegalArgumentException.class, () -> g.backward(random(1, 3, 1, 8, 8), false, true));
		}
	}

	private static void train(final AdversarialGraph graph, final int from, final int steps) {
		for (int i = from; i < from + steps; i++) {
			graph.forward(random(100 + i, with(graph.architecture().inputShape())));
			graph.backward(random(200 + i, with(graph.architecture().outputShape())), false, true);
			graph.step();
		}
	}

	private static long[] with(final long... rest) {
		final long[] all = new long[rest.length + 1];
		all[0] = 3;
		System.arraycopy(rest, 0, all, 1, rest.length);
		return all;
	}

	static INDArray random(final long seed, final long... shape) {
		final Random random = new Random(seed);
		final float[] values = new float[(int) java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
		for (int i = 0; i < values.length; i++) values[i] = (float) random.nextGaussian();
		return Nd4j.createFromArray(values).reshape('c', shape);
	}
}
