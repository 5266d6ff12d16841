/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.ArchitectureBuilder;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Codes of training images, the latent vectors they become, and the regression onto the images. */
class CodesTest {
	private static final int SIZE = 16;
	private static final int LENGTH = 5;
	/** Pixels of a coarse image. */
	private static final int COARSE = 64;
	private final PatchSet real = Discs.of(20, SIZE);
	private final Codes codes = new Codes(real, real, shapes(20), LENGTH);
	private final RandomGenerator random = new MersenneTwister(3);

	private static AdversarialGraph generator() {
		return AdversarialGraph.create(Networks.learnedGenerator(LENGTH + 1, 0, 2, SIZE, true),
				Optimiser.adam(2e-3, 0, 0.99), 1);
	}

	@Test
	void codesHaveMeanZeroAndVarianceOne() {
		assertEquals(LENGTH, codes.length());
		assertEquals(20, codes.size());
		for (int k = 0; k < LENGTH; k++) {
			double mean = 0;
			double squares = 0;
			for (int i = 0; i < 20; i++) {
				mean += codes.code(i)[k] / 20;
				squares += codes.code(i)[k] * codes.code(i)[k] / 19;
			}
			assertEquals(0, mean, 1e-9);
			assertEquals(1, squares, 1e-9);
		}
		assertEquals(3, new Codes(Discs.of(4, SIZE), Discs.of(4, SIZE), shapes(4), LENGTH).length(),
				"no more than few images have");
	}

	/** With the maximum number of components, a code determines the shape, and appearance as well. */
	@Test
	void codesOfAllComponentsGiveBackEveryShape() {
		final double[][] shapes = shapes(20);
		final Codes all = new Codes(real, real, shapes, 100);
		assertEquals(19, all.length());
		final double[][] modes = all.shapeModes();
		for (int i = 0; i < 20; i++) for (int c = 0; c < shapes[0].length; c++) {
			double sum = 0;
			for (int k = 0; k < 19; k++) sum += all.code(i)[k] * modes[k][c];
			assertEquals(shapes[i][c], sum, 1e-6);
		}
		assertEquals(0, new Codes(real, real, new double[20][3], LENGTH).shapeModes()[0][0]);
	}

	/** Their mean is 0. */
	private static double[][] shapes(final int count) {
		final RandomGenerator random = new MersenneTwister(8);
		final double[][] out = new double[count][6];
		for (int i = 0; i < count; i++) for (int c = 0; c < 6; c++) {
			final double value = random.nextGaussian();
			out[i][c] += value;
			out[(i + 1) % count][c] -= value;
		}
		return out;
	}

	/** The parts of a vector: a code whose components have decreasing weights, a constant, and noise maps. */
	@Test
	void latentVectorsOfALearnedGenerator() {
		final Latents latents;
		try (AdversarialGraph generator = generator()) {
			latents = Latents.of(generator.architecture());
		}
		assertEquals(LENGTH, latents.codeLength());
		final double[][] ones = { { 1, 1, 1, 1, 1 } };
		try (INDArray z = latents.withCodes(ones, random); INDArray many = latents.draw(400, random)) {
			assertArrayEquals(new long[] { 1, LENGTH + 1 + 64 + 256 + 1 + COARSE }, z.shape());
			double squares = 0;
			for (int k = 0; k < LENGTH; k++) {
				assertEquals(Math.pow(k + 1, -0.4), z.getDouble(0, k) / z.getDouble(0, 0), 1e-5);
				squares += z.getDouble(0, k) * z.getDouble(0, k);
			}
			assertEquals(LENGTH, squares, 1e-4);
			assertEquals(Math.sqrt(LENGTH), z.getDouble(0, LENGTH), 1e-6);
			final INDArray deviations = many.std(0);
			assertEquals(z.getDouble(0, 1), deviations.getDouble(1), 0.1);
			assertEquals(0, deviations.getDouble(LENGTH), 1e-6);
			assertEquals(1, deviations.getDouble(LENGTH + 1 + 319), 0.1);
			assertEquals(1, z.getDouble(0, LENGTH + 1 + 320));
			assertEquals(0, z.getDouble(0, LENGTH + 1 + 321));
		}
	}

	/** Its noise maps had other sizes, so a vector would be read in the wrong places. */
	@Test
	void aGeneratorOfAnEarlyVersionIsRefused() {
		final int maps = 4 + 16 + 64 + 256;
		final Architecture early = ArchitectureBuilder.vector(LENGTH + 1 + maps).slice(0, LENGTH + 1).unitMeanSquare()
				.dense(SIZE * SIZE).reshape(1, SIZE, SIZE).build();
		assertTrue(assertThrows(UserError.class, () -> Latents.of(early)).getMessage().contains("Train E-GAN"));
	}

	@Test
	void latentVectorsOfAPublishedGeneratorAreUniform() {
		final Latents latents = Latents.of(Networks.generator(7, 2, SIZE));
		assertEquals(0, latents.codeLength());
		try (INDArray z = latents.draw(300, random)) {
			assertArrayEquals(new long[] { 300, 7 }, z.shape());
			assertEquals(1 / Math.sqrt(3), z.stdNumber().doubleValue(), 0.03);
			assertEquals(1, z.amaxNumber().doubleValue(), 0.01);
		}
	}

	/** Along the generator's own gradient. */
	@Test
	void theAnchorsGradientIsTheDerivative() {
		try (AdversarialGraph generator = coarse(Optimiser.sgd(1e-3))) {
			final Anchor anchor = new Anchor(codes, Latents.of(generator.architecture()));
			final double before = anchor.gradient(generator, 6, new MersenneTwister(5));
			final INDArray parameters = generator.parameters();
			final double norm = generator.gradientNorm();
			final INDArray step = generator.gradient().mul(1e-3 / norm);
			parameters.addi(step.reshape(parameters.shape()));
			generator.parameters();
			final double after = anchor.gradient(generator, 6, new MersenneTwister(5));
			assertEquals(1e-3 * norm, after - before, 0.1e-3 * norm);
		}
	}

	@Test
	void regressionBringsImagesNearer() {
		try (AdversarialGraph generator = coarse(Optimiser.adam(2e-3, 0, 0.99))) {
			final Anchor anchor = new Anchor(codes, Latents.of(generator.architecture()));
			final double before = anchor.gradient(generator, 20, random);
			for (int step = 0; step < 100; step++) {
				anchor.gradient(generator, 8, random);
				generator.step();
			}
			assertEquals(0.25 * before, anchor.gradient(generator, 20, random), 0.2 * before);
		}
	}

	/**
	 * A generator whose coarse images have the size of those of the codes, and in which nothing is linear in the code.
	 */
	private static AdversarialGraph coarse(final Optimiser optimiser) {
		final AdversarialGraph generator = AdversarialGraph
				.create(Networks.coarseGenerator(LENGTH + 1, 2, Networks.COARSE * SIZE), optimiser, 1);
		for (final Parameter linear : List.of(Networks.shapeModes(generator.architecture(), LENGTH),
				Networks.appearanceModes(generator.architecture(), LENGTH, SIZE).get(0)))
			generator.set(linear, new float[(int) linear.length()]);
		return generator;
	}

	/** A given coarse image replaces the generator's own, as if there were no code. */
	@Test
	void aGivenImageReplacesTheGeneratorsOwn() {
		try (AdversarialGraph generator = generator()) {
			final Latents latents = Latents.of(generator.architecture());
			final float[] coarse = new float[COARSE];
			Arrays.fill(coarse, 0.4f);
			coarse[5] = 1;
			try (INDArray z = latents.withImages(List.of(coarse), random); INDArray out = generator.output(z)) {
				final int end = (int) z.size(1);
				assertEquals(0, z.getDouble(0, end - COARSE - 1));
				assertEquals(0.4, Math.tanh(z.getDouble(0, end - COARSE)), 1e-6);
				assertEquals(0.97, Math.tanh(z.getDouble(0, end - COARSE + 5)), 1e-6);
				z.putScalar(0, 0, 3);
				try (INDArray other = generator.output(z)) {
					assertEquals(out, other);
				}
				z.putScalar(0, end - COARSE - 1, 1);
				try (INDArray other = generator.output(z)) {
					assertNotEquals(out, other);
				}
			}
		}
	}

	/** With the same parameters, the whole generator equals its detail part applied to the image of its coarse part. */
	@Test
	void theWholeEnlargesTheImageOfItsCoarsePart() {
		final Optimiser adam = Optimiser.adam(2e-3, 0, 0.99);
		try (AdversarialGraph whole = AdversarialGraph.create(Networks.learnedGenerator(LENGTH + 1, 0, 2, SIZE, false),
				adam, 1);
				AdversarialGraph coarse = AdversarialGraph.create(Networks.coarseGenerator(LENGTH + 1, 2, SIZE), adam,
						2)) {
			final Latents latents = Latents.of(whole.architecture());
			final double[][] codes = { { 0.1, -0.2, 0.1, 0.2, 0.1 } };
			Detail.takeCoarsePart(whole, coarse);
			try (INDArray own = latents.withCodes(codes, random);
					INDArray z = Latents.of(coarse.architecture()).withCodes(codes, random);
					INDArray given = latents.withImages(Latents.images(coarse, z), random)) {
				assertEquals(0, whole.output(own).distance2(whole.output(given)), 1e-4);
			}
		}
	}
}
