/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Convolution;
import org.cmrgan.nn.operation.Dense;
import org.cmrgan.nn.operation.Parameter;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Training from the same weights on the same batches has PyTorch's losses (training_reference.py). */
class TrainingReferenceTest {
	private static final int BATCH = 8;
	private static final int SIZE = 48;
	private static final double SMOOTHING = 0.1;

	@Test
	void adamWHasTheLossesOfPyTorch() throws IOException {
		same("adamw", Networks.small(8, 2, SIZE, 0), Optimiser.adam(1e-3, 0.9, 0.999).weightDecay(0.01), 1e-4);
	}

	@Test
	void nesterovsMomentumHasTheLossesOfPyTorch() throws IOException {
		same("sgd", Networks.small(8, 2, SIZE, 0), Optimiser.nesterov(3e-3, 0.9).weightDecay(5e-3), 1e-3);
	}

	@Test
	void resNetHasTheFirstLossOfPyTorch() throws IOException {
		final JsonObject expected = reference("resnet50");
		try (AdversarialGraph network = AdversarialGraph.create(Networks.resNet50(0.125, 2, SIZE), Optimiser.sgd(0), 1);
				INDArray x = batch(0)) {
			fill(network);
			try (INDArray logits = network.forward(x)) {
				assertEquals(expected.getAsJsonArray("losses").get(0).getAsDouble(),
						Losses.softmax(logits, SMOOTHING, classes()).value(), 1e-4);
			}
		}
	}

	private static void same(final String name, final Architecture architecture, final Optimiser optimiser,
			final double tolerance) throws IOException {
		final JsonObject expected = reference(name);
		final JsonArray losses = expected.getAsJsonArray("losses");
		assertEquals(20, losses.size());
		try (AdversarialGraph network = AdversarialGraph.create(architecture, optimiser, 1)) {
			fill(network);
			for (int step = 0; step < losses.size(); step++) {
				network.learningRate(expected.getAsJsonArray("rates").get(step).getAsDouble());
				try (INDArray x = batch(step); INDArray logits = network.forward(x)) {
					final Losses loss = Losses.softmax(logits, SMOOTHING, classes());
					assertEquals(losses.get(step).getAsDouble(), loss.value(), tolerance, name + ", step " + step);
					network.backward(loss.gradient(), false, true);
					network.step();
				}
			}
			// These also depend on the running statistics.
			try (INDArray x = batch(losses.size()); INDArray logits = network.output(x)) {
				for (int i = 0; i < 2 * BATCH; i++)
					assertEquals(expected.getAsJsonArray("logits").get(i).getAsDouble(), logits.data().getDouble(i),
							10 * tolerance, name + " logit " + i);
			}
		}
	}

	private static int[] classes() {
		final int[] classes = new int[BATCH];
		for (int i = 0; i < BATCH; i++) classes[i] = i % 2;
		return classes;
	}

	/** The first weights of training_reference.py. */
	private static void fill(final AdversarialGraph network) {
		int k = 0;
		for (int node = 0; node < network.architecture().operations().size(); node++) {
			final boolean dense = network.architecture().operations().get(node) instanceof Dense;
			if (!dense && !(network.architecture().operations().get(node) instanceof Convolution)) continue;
			final Parameter p = network.architecture().parameters(node).get(0);
			final int out = (int) p.shape()[dense ? 1 : 0];
			final int in = (int) (p.length() / out);
			final double[] w = wave((int) p.length(), k++);
			final float[] values = new float[w.length];
			for (int o = 0; o < out; o++)
				for (int i = 0; i < in; i++)
					values[dense ? i * out + o : o * in + i] = (float) (w[o * in + i] * Math.sqrt(6.0 / in));
			PretrainedWeights.into(network, Map.of(p.name(), values));
			if (dense)
				PretrainedWeights.into(network,
						Map.of(network.architecture().parameters(node).get(1).name(), new float[out]));
		}
	}

	private static INDArray batch(final int step) {
		final double[] w = wave(BATCH * SIZE * SIZE, 1000 + step);
		final float[] x = new float[w.length];
		for (int i = 0; i < x.length; i++) {
			final boolean bright = i / (SIZE * SIZE) % 2 == 1 && i % SIZE < SIZE / 2;
			x[i] = (float) (w[i] + (bright ? 0.3 : 0));
		}
		return Nd4j.createFromArray(x).reshape('c', BATCH, 1, SIZE, SIZE);
	}

	private static double[] wave(final int count, final int shift) {
		final double[] out = new double[count];
		for (int i = 0; i < count; i++) out[i] = Math.sin((12.9898 * (i + 1.0) * (i + 1) + 78.233 * shift) % 997);
		return out;
	}

	private static JsonObject reference(final String name) throws IOException {
		try (Reader in = new InputStreamReader(TrainingReferenceTest.class.getResourceAsStream("training.json"),
				StandardCharsets.UTF_8)) {
			return JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject(name);
		}
	}
}
