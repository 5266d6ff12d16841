/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Parameter;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import com.google.gson.Gson;

/**
 * The networks that learn from few images against the same in PyTorch, whose weights are multiplied whenever they run: outputs,
 * gradients, R1 and ten steps of training; see learned_reference.py.
 */
class LearnedNetworksTest {
	private static final int LATENT = 6;
	private static final int SIZE = 16;
	private static final int IMAGES = 8;
	private static final Optimiser ADAM = Optimiser.adam(2e-3, 0, 0.99);

	private static final double OWN = 1e-3;
	private static final double WHOLE = 1;

	private static Reference reference;

	/** What the script wrote. */
	private static final class Reference {
		private double[] generator;
		private double[] discriminator;
		private double[] coarse;
		private double pyramid;
		private double penalty;
		private double[][] losses;
		private Map<String, double[][]> summaries;
	}

	@BeforeAll
	static void read() throws IOException {
		Backend.prepare();
		try (Reader in = new InputStreamReader(LearnedNetworksTest.class.getResourceAsStream("learned.json"),
				StandardCharsets.UTF_8)) {
			reference = new Gson().fromJson(in, Reference.class);
		}
	}

	/** Both networks with the script's numbers. */
	private static final class Pair implements AutoCloseable {
		private final DataType type;
		private final AdversarialGraph g;
		private final AdversarialGraph d;

		private Pair(final DataType type) {
			this.type = type;
			g = begun(Networks.learnedGenerator(LATENT, 2, 2, SIZE, true), 100, type);
			d = begun(Networks.textureDiscriminator(2, SIZE), 200, type);
		}

		/** Every other pair of images has a given coarse image in place of its own. */
		private INDArray input(final int step) {
			final int coarse = SIZE / Networks.COARSE;
			final double[] z = numbers(300 + 10 * step, IMAGES * LATENT);
			final double[] half = numbers(301 + 10 * step, IMAGES * SIZE * SIZE / 4);
			final double[] whole = numbers(302 + 10 * step, IMAGES * SIZE * SIZE);
			final double[] given = numbers(304 + 10 * step, IMAGES * coarse * coarse);
			final List<Double> all = new ArrayList<>();
			for (int i = 0; i < IMAGES; i++) {
				add(all, z, i);
				all.add(1.0 - i % 2);
				all.add((double) (i % 2));
				add(all, half, i);
				add(all, whole, i);
				final boolean isOwn = i % 4 < 2;
				all.add(isOwn ? 1.0 : 0.0);
				if (isOwn) all.addAll(Collections.nCopies(coarse * coarse, 0.0));
				else
					add(all, given, i);
			}
			return array(all.stream().mapToDouble(Double::doubleValue).toArray(), type, IMAGES, all.size() / IMAGES);
		}

		private static void add(final List<Double> all, final double[] of, final int image) {
			for (int j = 0; j < of.length / IMAGES; j++) all.add(of[image * (of.length / IMAGES) + j]);
		}

		private INDArray real(final int step) {
			return array(numbers(305 + 10 * step, IMAGES * SIZE * SIZE), type, IMAGES, 1, SIZE, SIZE).muli(0.5);
		}

		/** The mean loss of all logits, with a target for each image. */
		private Losses loss(final INDArray logits, final double... targets) {
			final double[] all = logits.dup('c').data().asDouble();
			final double[] each = new double[all.length];
			for (int i = 0; i < each.length; i++) each[i] = targets[i / (each.length / targets.length)];
			return Losses.binary(array(all, type, all.length, 1), each);
		}

		private static INDArray like(final INDArray logits, final INDArray gradient) {
			return gradient.reshape('c', logits.shape());
		}

		/** A step of the discriminator's, but for the step. Mean over real and mean over generated images, added. */
		private double discriminate(final int step, final INDArray fake) {
			final INDArray logits = d.forward(Nd4j.concat(0, real(step), fake));
			final double[] targets = new double[2 * IMAGES];
			Arrays.fill(targets, 0, IMAGES, 1);
			final Losses loss = loss(logits, targets);
			d.backward(like(logits, loss.gradient()).muli(2), false, true);
			return 2 * loss.value();
		}

		/** The error at the images of the generator's loss; its value is put into the array. */
		private INDArray deceive(final INDArray fake, final double... value) {
			final double[] ones = new double[IMAGES];
			Arrays.fill(ones, 1);
			final INDArray logits = d.forward(fake);
			final Losses loss = loss(logits, ones);
			value[0] = loss.value();
			return d.backward(like(logits, loss.gradient()), true, false).orElseThrow();
		}

		@Override
		public void close() {
			g.close();
			d.close();
		}
	}

	@Test
	void outputsGradientsAndPenaltyArePyTorchs() {
		try (Pair nets = new Pair(DataType.DOUBLE)) {
			compare(nets, 1e-9, 1e-3);
		}
	}

	@Test
	void inSinglePrecisionToo() {
		try (Pair nets = new Pair(DataType.FLOAT)) {
			compare(nets, 1e-4, 2e-3);
		}
	}

	private static void compare(final Pair nets, final double tolerance, final double ofPenalty) {
		final INDArray fake = nets.g.forward(nets.input(0));
		final double[] some = new double[reference.generator.length];
		final double[] all = fake.dup('c').data().asDouble();
		for (int i = 0; i < some.length; i++) some[i] = all[13 * i];
		assertArrayEquals(reference.generator, some, tolerance);
		final PyramidLoss pyramid = PyramidLoss.of(fake, nets.real(0));
		assertEquals(reference.pyramid, pyramid.value(), tolerance);
		nets.g.backward(pyramid.gradient(), false, true);
		near("pyramid gradient", nets.g, nets.g.gradient(), true, tolerance, OWN);
		nets.g.backward(nets.deceive(fake, new double[1]), false, true);
		near("generator gradient", nets.g, nets.g.gradient(), true, tolerance, OWN);
		assertArrayEquals(reference.discriminator,
				nets.d.forward(Nd4j.concat(0, nets.real(0), fake)).dup('c').data().asDouble(), tolerance);
		nets.discriminate(0, fake);
		near("discriminator gradient", nets.d, nets.d.gradient(), true, tolerance, OWN);
		nets.d.gradient().assign(0);
		final long[] logits = nets.d.architecture().outputShape();
		final INDArray counts = Nd4j.ones(nets.type, IMAGES, 1, logits[1], logits[2]).divi(logits[1] * logits[2]);
		final double penalty;
		try (GradientPenalty r1 = new GradientPenalty(nets.d)) {
			penalty = r1.add(nets.real(0), counts, 0.5);
		}
		assertEquals(reference.penalty, penalty, tolerance * reference.penalty);
		near("penalty gradient", nets.d, nets.d.gradient(), true, ofPenalty, WHOLE);
	}

	@Test
	void theCoarseDiscriminatorIsPyTorchs() {
		final double[] real = numbers(305, IMAGES * SIZE * SIZE);
		final int side = SIZE / Networks.COARSE;
		final double[] means = new double[IMAGES * side * side];
		for (int i = 0; i < real.length; i++) {
			final int row = i / SIZE / Networks.COARSE;
			means[row * side + i % SIZE / Networks.COARSE] += 0.5 * real[i] / Networks.COARSE / Networks.COARSE;
		}
		try (AdversarialGraph d = begun(Networks.coarseDiscriminator(2, side), 400, DataType.DOUBLE)) {
			assertArrayEquals(reference.coarse,
					d.forward(array(means, DataType.DOUBLE, IMAGES, 1, side, side)).data().asDouble(), 1e-9);
		}
	}

	@Test
	void tenStepsArePyTorchs() {
		try (Pair nets = new Pair(DataType.DOUBLE)) {
			final INDArray g = nets.g.parameters().dup();
			final INDArray d = nets.d.parameters().dup();
			train(nets, 10, 1e-6);
			near("generator moved", nets.g, nets.g.parameters().sub(g), false, 1e-6, OWN);
			near("discriminator moved", nets.d, nets.d.parameters().sub(d), false, 1e-6, OWN);
		}
	}

	/** With a beta1 of 0 a derivative of nothing but rounding moves its parameter as far as any other. */
	@Test
	void fiveStepsAreNearPyTorchsInSinglePrecision() {
		try (Pair nets = new Pair(DataType.FLOAT)) {
			train(nets, 5, 2e-2);
		}
	}

	private static void train(final Pair nets, final int steps, final double tolerance) {
		for (int step = 0; step < steps; step++) {
			final INDArray fake = nets.g.forward(nets.input(step));
			final double first = nets.discriminate(step, fake);
			nets.d.step();
			final double[] second = new double[1];
			final INDArray error = nets.deceive(fake, second);
			final PyramidLoss pyramid = PyramidLoss.of(fake, nets.real(step));
			nets.g.backward(error.add(pyramid.gradient().mul(3)), false, true);
			nets.g.step();
			assertEquals(reference.losses[step][0], first, tolerance, "loss of D at step " + step);
			assertEquals(reference.losses[step][1], second[0] + 3 * pyramid.value(), tolerance,
					"loss of G at step " + step);
		}
	}

	/** Each parameter's norm and sum of products with sines, to a share of its own norm and of so much of the whole vector's. */
	private static void near(final String what, final AdversarialGraph net, final INDArray vector,
			final boolean isGradient, final double tolerance, final double ofWhole) {
		final double[][] expected = reference.summaries.get(what);
		final List<Parameter> ordered = ordered(net.architecture());
		assertEquals(ordered.size(), expected.length, what);
		double whole = 0;
		for (final double[] e : expected) whole += e[0] * e[0];
		for (int k = 0; k < expected.length; k++) {
			final Parameter p = ordered.get(k);
			final double[] values = stored(p.view(vector), p, isGradient ? 1 / p.scale() : p.scale());
			double norm = 0;
			double sum = 0;
			for (int i = 0; i < values.length; i++) {
				norm += values[i] * values[i];
				sum += values[i] * Math.sin(1.0 + i);
			}
			final double allowed = tolerance * (expected[k][0] + ofWhole * Math.sqrt(whole));
			assertEquals(expected[k][0], Math.sqrt(norm), allowed, what + ", norm of " + p);
			assertEquals(expected[k][1], sum, 3 * allowed, what + ", sum of " + p);
		}
	}

	/** In the order in which the operations run. */
	private static List<Parameter> ordered(final Architecture of) {
		final List<Parameter> ordered = new ArrayList<>(of.parameters());
		ordered.sort(Comparator.comparingInt(Parameter::operation).thenComparingLong(Parameter::offset));
		return ordered;
	}

	private static AdversarialGraph begun(final Architecture architecture, final int stream, final DataType type) {
		final AdversarialGraph net = AdversarialGraph.create(architecture, ADAM, 1, type);
		final List<Parameter> ordered = ordered(architecture);
		for (int k = 0; k < ordered.size(); k++) {
			final Parameter p = ordered.get(k);
			final boolean isVector = p.role() == Parameter.Role.BIAS
					|| p.shape().length == 4 && p.shape()[1] == 1 && p.start().value() == 0;
			final double[] values = numbers(stream + k, (int) p.length());
			final double near = p.role() == Parameter.Role.BIAS ? p.start().value() : 0;
			for (int i = 0; i < values.length; i++) values[i] = p.scale() * (values[i] * (isVector ? 0.1 : 1) + near);
			final INDArray to = p.view(net.parameters());
			to.assign(isDense(p)
					? array(values, type, p.shape()[1], p.shape()[0]).transpose()
					: array(values, type, p.shape()));
		}
		return net;
	}

	/** PyTorch has [out, in]; the label's embedding, of numbers as they are, is [in, out] there too. */
	private static boolean isDense(final Parameter p) {
		return p.shape().length == 2 && p.scale() != 1;
	}

	/** What PyTorch stores, in its order. */
	private static double[] stored(final INDArray values, final Parameter p, final double scale) {
		final double[] numbers = (isDense(p) ? values.transpose() : values).dup('c').data().asDouble();
		for (int i = 0; i < numbers.length; i++) numbers[i] /= scale;
		return numbers;
	}

	private static double[] numbers(final int stream, final int n) {
		final double[] numbers = new double[n];
		for (int k = 0; k < n; k++) numbers[k] = Math.sqrt(2) * Math.sin(0.7 + 12.9898 * k + 78.233 * stream);
		return numbers;
	}

	private static INDArray array(final double[] values, final DataType type, final long... shape) {
		return Nd4j.createFromArray(values).castTo(type).reshape('c', shape);
	}
}
