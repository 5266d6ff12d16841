/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.UnitMeanSquare;
import org.cmrgan.run.UserError;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The latent vectors of a generator, one per image.
 * <p>
 * A published generator takes numbers that are uniform in [-1, 1).
 * <p>
 * A learned generator takes, in this order: a code of k numbers, each N(0, 1), of which number i is weighted by (1 +
 * i)^-{@value #FALL}; a constant; noise maps of N(0, 1); a 1; and zeros. The generator scales code and constant
 * together to unit mean square; because of the constant, this preserves the length of the code. While the generator
 * learns detail, the 1 is 0 and a coarse image replaces the zeros; see
 * {@link org.cmrgan.nn.graph.Networks#learnedGenerator}.
 */
final class Latents {
	/**
	 * Exponent by which the weights of a code fall, roughly as standard deviations of principal components do:
	 * components of high variance move the generator more.
	 */
	private static final double FALL = 0.4;

	/** Largest absolute value of a coarse image, because the inverse of tanh grows without bound. */
	private static final float MOST = 0.97f;

	private final int length;
	/** Pixels of the coarse image in a vector; -1 if the network takes none. */
	private final int coarse;
	/** Weight of each component of a code; empty without codes. */
	private final float[] weights;

	private Latents(final int length, final int coarse, final float... weights) {
		this.length = length;
		this.coarse = coarse;
		this.weights = weights;
	}

	/**
	 * The latent vectors of a network.
	 *
	 * @throws UserError if the network expects the vectors of an early version
	 */
	static Latents of(final Architecture generator) {
		final int length = (int) generator.inputShape()[0];
		for (int i = 0; i < generator.operations().size(); i++)
			if (generator.operations().get(i) instanceof UnitMeanSquare)
				return coded(generator, length, (int) generator.shape(i)[0] - 1);
		return new Latents(length, 0);
	}

	private static Latents coded(final Architecture generator, final int length, final int codes) {
		if (length == codes + 1) return new Latents(length, -1, weights(codes));
		final int side = (int) generator.outputShape()[1];
		final int coarse = side / Networks.COARSE * (side / Networks.COARSE);
		final int maps = length - codes - 2 - coarse;
		if (maps != 0 && maps != side * side / 4 + side * side)
			throw UserError.of(
					"The generator was made by an early version and takes other latent vectors: run Train E-GAN again.");
		return new Latents(length, coarse, weights(codes));
	}

	private static float[] weights(final int codes) {
		final double[] raw = new double[codes];
		double squares = 0;
		for (int i = 0; i < codes; i++) {
			raw[i] = Math.pow(1 + i, -FALL);
			squares += raw[i] * raw[i];
		}
		final float[] out = new float[codes];
		for (int i = 0; i < codes; i++) out[i] = (float) (raw[i] * Math.sqrt(codes / squares));
		return out;
	}

	/** Describes how vectors are drawn, for readers who have only the model file. */
	String description() {
		if (weights.length == 0) return length + " numbers, each uniform in [-1, 1)";
		final int maps = length - weights.length - coarse - 2;
		if (coarse < 0) throw new IllegalStateException("a part of a generator");
		return weights.length + " numbers, of which number i from 0 on is N(0, 1) times " + weights[0] + " (1 + i)^-"
				+ FALL + "; then the number " + (float) Math.sqrt(weights.length)
				+ (maps == 0 ? "" : "; then " + maps + " numbers of N(0, 1)") + "; then the number 1; then " + coarse
				+ " zeros";
	}

	/** Length of a code; 0 without codes. */
	int codeLength() {
		return weights.length;
	}

	/** The factor of a component of a code before it enters the generator. */
	double weight(final int number) {
		return weights[number];
	}

	/** Draws vectors: shape [count, length]. */
	INDArray draw(final int count, final RandomGenerator random) {
		if (weights.length > 0) return withCodes(codes(count, random), random);
		return uniform(count, length, random);
	}

	/** Draws vectors as published, uniform in [-1, 1): shape [count, length]. */
	static INDArray uniform(final int count, final int length, final RandomGenerator random) {
		final float[] values = new float[count * length];
		for (int i = 0; i < values.length; i++) values[i] = 2 * random.nextFloat() - 1;
		return array(count, length, values);
	}

	/** Draws codes. */
	double[][] codes(final int count, final RandomGenerator random) {
		final double[][] out = new double[count][weights.length];
		for (final double[] code : out) for (int k = 0; k < code.length; k++) code[k] = random.nextGaussian();
		return out;
	}

	/** Vectors of given codes: shape [codes, length]; noise is drawn. */
	INDArray withCodes(final double[][] codes, final RandomGenerator random) {
		return array(codes.length, length, ofCodes(codes, random));
	}

	private float[] ofCodes(final double[][] codes, final RandomGenerator random) {
		final float[] values = new float[codes.length * length];
		for (int i = 0; i < codes.length; i++) {
			int at = i * length;
			for (int k = 0; k < weights.length; k++) values[at++] = (float) (weights[k] * codes[i][k]);
			values[at++] = (float) Math.sqrt(weights.length);
			while (at < (i + 1) * length - coarse - 1) values[at++] = (float) random.nextGaussian();
			if (coarse > 0) values[at] = 1;
		}
		return values;
	}

	/**
	 * Vectors of given coarse images: shape [images, length]; noise is drawn.
	 *
	 * @param images row-major, of the side of the generator's coarse image
	 */
	INDArray withImages(final List<float[]> images, final RandomGenerator random) {
		final float[] values = ofCodes(new double[images.size()][weights.length], random);
		for (int i = 0; i < images.size(); i++) {
			final int end = (i + 1) * length;
			values[end - coarse - 1] = 0;
			for (int p = 0; p < coarse; p++)
				values[end - coarse + p] = inverseTanh(Math.max(-MOST, Math.min(MOST, images.get(i)[p])));
		}
		return array(images.size(), length, values);
	}

	private static float inverseTanh(final float x) {
		return (float) (0.5 * Math.log((1 + x) / (1 - x)));
	}

	private static INDArray array(final int count, final int length, final float... values) {
		return Nd4j.createFromArray(values).reshape('c', count, length);
	}

	/** The images that a generator makes from latent vectors, in inference mode. */
	static List<float[]> images(final AdversarialGraph generator, final INDArray latents) {
		try (INDArray images = generator.output(latents)) {
			return Tensors.toPixels(images);
		}
	}
}
