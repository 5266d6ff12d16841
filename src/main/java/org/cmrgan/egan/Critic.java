/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.GradientPenalty;
import org.cmrgan.nn.Logits;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Evaluates the discriminator on images: one logit per image, or one per place of an image, row by row. */
final class Critic implements AutoCloseable {
	private final AdversarialGraph discriminator;
	private final int width;
	private final int height;
	private final int places;
	private Optional<GradientPenalty> penalty = Optional.empty();

	/** @param like a set with the size of the images */
	Critic(final AdversarialGraph discriminator, final PatchSet like) {
		this.discriminator = discriminator;
		width = like.width();
		height = like.height();
		places = (int) Arrays.stream(discriminator.architecture().outputShape()).reduce(1, (a, b) -> a * b);
	}

	/** Number of logits per image. */
	int places() {
		return places;
	}

	/** The logits of each image, place by place. The methods below refer to these images until the next call. */
	float[] logits(final List<float[]> images) {
		try (INDArray input = Tensors.of(images, width, height); INDArray logits = discriminator.forward(input)) {
			return logits.dup('c').data().asFloat();
		}
	}

	/** The gradient of a loss with respect to each image, given its derivative with respect to each logit. */
	List<float[]> imageGradient(final float[] slope) {
		try (INDArray error = shaped(slope);
				INDArray gradient = discriminator.backward(error, true, false).orElseThrow()) {
			return Tensors.toArrays(gradient);
		}
	}

	/**
	 * Sets the discriminator's gradient to that of a loss with respect to its parameters, given the derivatives with
	 * respect to the logits.
	 */
	INDArray parameterGradient(final float[] slope) {
		try (INDArray error = shaped(slope)) {
			discriminator.backward(error, false, true);
		}
		return discriminator.gradient();
	}

	/** Sets the discriminator's gradient to that of the mean cross-entropy against one label. */
	INDArray parameterGradient(final float[] logits, final double label) {
		final float[] slope = new float[logits.length];
		for (int i = 0; i < slope.length; i++)
			slope[i] = (float) (Logits.crossEntropySlope(logits[i], label) / slope.length);
		return parameterGradient(slope);
	}

	/**
	 * Adds the gradient of R1 (Mescheder et al. 2018, arXiv 1801.04406) to the discriminator's gradient. R1 is gamma /
	 * 2 times the mean over real images of the squared norm of the gradient of the image's mean logit with respect to
	 * the image.
	 *
	 * @return the penalty
	 */
	double addPenalty(final List<float[]> reals, final double gamma) {
		final float[] each = new float[reals.size() * places];
		Arrays.fill(each, 1f / places);
		// It is kept, because compiling its network costs more than running it.
		if (penalty.isEmpty()) penalty = Optional.of(new GradientPenalty(discriminator));
		try (INDArray input = Tensors.of(reals, width, height); INDArray counts = shaped(each)) {
			return penalty.get().add(input, counts, gamma);
		}
	}

	/** Frees the memory of the penalty, but not the discriminator. */
	@Override
	public void close() {
		penalty.ifPresent(GradientPenalty::close);
	}

	private INDArray shaped(final float... values) {
		final long[] one = discriminator.architecture().outputShape();
		final long[] shape = new long[one.length + 1];
		shape[0] = values.length / places;
		System.arraycopy(one, 0, shape, 1, one.length);
		return Nd4j.createFromArray(values).reshape('c', shape);
	}
}
