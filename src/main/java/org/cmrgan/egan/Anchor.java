/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.PyramidLoss;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Regression of codes onto coarse training images. Before evolution it teaches the generator anatomy; no mode is
 * forgotten, because every image has its code. During evolution it is the anchor that keeps the anatomy of every child.
 */
final class Anchor {
	/** Standard deviation of the noise on codes, so that the neighbourhood of each code is learned too. */
	private static final double NOISE = 0.05;

	private final Codes codes;
	private final Latents latents;
	private final List<Integer> all;

	/** @param latents the latent vectors of the coarse generator */
	Anchor(final Codes codes, final Latents latents) {
		this.codes = codes;
		this.latents = latents;
		all = IntStream.range(0, codes.size()).boxed().collect(Collectors.toList());
	}

	Codes codes() {
		return codes;
	}

	/**
	 * Draws some training images and sets the generator's gradient to that of the mean pyramid loss between its images
	 * of their codes and the training images.
	 *
	 * @return the loss
	 */
	double gradient(final AdversarialGraph generator, final int count, final RandomGenerator random) {
		final double[][] wanted = new double[count][];
		final List<float[]> targets = new ArrayList<>();
		final List<Integer> picked = Draws.pick(all, count, random);
		for (int i = 0; i < count; i++) {
			wanted[i] = codes.code(picked.get(i)).clone();
			for (int k = 0; k < wanted[i].length; k++) wanted[i][k] += NOISE * random.nextGaussian();
			targets.add(codes.image(picked.get(i)));
		}
		try (INDArray z = latents.withCodes(wanted, random);
				INDArray made = generator.forward(z);
				INDArray real = Tensors.of(targets, (int) made.size(3), (int) made.size(2));
				PyramidLoss loss = PyramidLoss.of(made, real)) {
			generator.backward(loss.gradient(), false, true);
			return loss.value();
		}
	}
}
