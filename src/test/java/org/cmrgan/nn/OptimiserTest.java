/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Steps and running statistics against their formulas; in single precision by the fused way, in double by ND4J's operations. */
class OptimiserTest {
	@ParameterizedTest
	@EnumSource(value = DataType.class, names = { "FLOAT", "DOUBLE" })
	void nesterovsMomentumFollowsARateThatChanges(final DataType type) {
		final Architecture network = ArchitectureBuilder.vector(1).dense(1).build();
		try (AdversarialGraph g = AdversarialGraph.create(network, Optimiser.nesterov(0.1, 0.9).weightDecay(0.2), 1,
				type); INDArray x = Nd4j.createFromArray(2.0).castTo(type).reshape(1, 1)) {
			double w = g.parameters().getDouble(0);
			double b = g.parameters().getDouble(1);
			double vw = 0;
			double vb = 0;
			final double[] rates = { 0.1, 0.3, 0.02 };
			final double[] errors = { 1, -0.5, 2 };
			for (int i = 0; i < rates.length; i++) {
				g.learningRate(rates[i]);
				g.forward(x).close();
				try (INDArray e = Nd4j.createFromArray(errors[i]).castTo(type).reshape(1, 1)) {
					g.backward(e, false, true);
				}
				g.step();
				final double gw = 2 * errors[i] + 0.2 * w;
				vw = 0.9 * vw + gw;
				w -= rates[i] * (gw + 0.9 * vw);
				// Biases do not decay.
				vb = 0.9 * vb + errors[i];
				b -= rates[i] * (errors[i] + 0.9 * vb);
				assertEquals(w, g.parameters().getDouble(0), 1e-6);
				assertEquals(b, g.parameters().getDouble(1), 1e-6);
			}
		}
	}

	@ParameterizedTest
	@EnumSource(value = DataType.class, names = { "FLOAT", "DOUBLE" })
	void statisticsTakenAnewAreTheAveragesOfBatches(final DataType type) {
		final Architecture network = ArchitectureBuilder.vector(1).dense(1, ArchitectureBuilder.Option.NO_BIAS)
				.batchNorm().build();
		try (AdversarialGraph g = AdversarialGraph.create(network, Optimiser.sgd(0.1), 1, type)) {
			g.parameters().get(NDArrayIndex.interval(0, 1)).assign(1);
			// Means 2 and 7, unbiased variances 4 and 9.
			BatchStatistics.anew(g, List.of(Nd4j.createFromArray(0.0, 2.0, 4.0).castTo(type).reshape(3, 1),
					Nd4j.createFromArray(4.0, 7.0, 10.0).castTo(type).reshape(3, 1)));
			final long mean = network.parameter("batchnorm2.mean").offset();
			final long variance = network.parameter("batchnorm2.variance").offset();
			assertEquals(4.5, g.parameters().getDouble(mean), 1e-5);
			assertEquals(6.5, g.parameters().getDouble(variance), 1e-5);
		}
	}
}
