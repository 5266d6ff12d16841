/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Tensors;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.PyramidLoss;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Regression of codes onto training images. Before evolution it teaches a generator anatomy, and no mode is forgotten, since
 * every image has its code; during evolution it is the anchor that keeps anatomy where it is, of every child.
 */
final class Anchor {
	/** Standard deviation of the noise on codes, so that a neighbourhood of each is learned. */
	private static final double NOISE = 0.05;

	private final Codes codes;
	private final Latents latents;
	private final int width;
	private final int height;
	private final PatchStatistics patches;

	/** @param latents those of the generator */
	Anchor(final Codes codes, final Latents latents, final int width, final int height) {
		this.codes = codes;
		this.latents = latents;
		this.width = width;
		this.height = height;
		patches = new PatchStatistics(codes.images(), width, height, 4096, 32);
	}

	/** What texture is like in small patches. */
	PatchStatistics patches() {
		return patches;
	}

	Codes codes() {
		return codes;
	}

	/**
	 * Sets the generator's gradient to that of the mean pyramid loss between what it makes of the codes of some training
	 * images and these images.
	 *
	 * @param halvings how often images are halved before they are compared; 0 also learns texture, as far as it can be
	 * @return the loss
	 */
	double gradient(final AdversarialGraph generator, final int count, final int halvings,
			final RandomGenerator random) {
		final List<Integer> all = new ArrayList<>();
		for (int i = 0; i < codes.size(); i++) all.add(i);
		final double[][] wanted = new double[count][];
		final List<float[]> targets = new ArrayList<>();
		final List<Integer> picked = Draws.pick(all, count, random);
		for (int i = 0; i < count; i++) {
			wanted[i] = codes.code(picked.get(i)).clone();
			for (int k = 0; k < wanted[i].length; k++) wanted[i][k] += NOISE * random.nextGaussian();
			targets.add(codes.image(picked.get(i)));
		}
		try (INDArray z = latents.withCodes(wanted, random); INDArray made = generator.forward(z)) {
			final int w = width >> halvings;
			final int h = height >> halvings;
			final PyramidLoss loss;
			try (INDArray a = Tensors.of(halved(Tensors.toArrays(made), halvings), w, h);
					INDArray b = Tensors.of(halved(targets, halvings), w, h)) {
				loss = PyramidLoss.of(a, b);
			}
			try (INDArray coarse = loss.gradient();
					INDArray error = Tensors.of(spread(Tensors.toArrays(coarse), halvings), width, height)) {
				generator.backward(error, false, true);
			}
			return loss.value();
		}
	}

	/** Means of 2x2 pixels, so many times. */
	private List<float[]> halved(final List<float[]> images, final int halvings) {
		if (halvings == 0) return images;
		final int w = width >> halvings;
		final float share = 1f / (1 << 2 * halvings);
		final List<float[]> out = new ArrayList<>();
		for (final float[] image : images) {
			final float[] small = new float[image.length >> 2 * halvings];
			for (int i = 0; i < image.length; i++)
				small[(i / width >> halvings) * w + (i % width >> halvings)] += share * image[i];
			out.add(small);
		}
		return out;
	}

	/** The transpose of {@link #halved}. */
	private List<float[]> spread(final List<float[]> gradients, final int halvings) {
		if (halvings == 0) return gradients;
		final int w = width >> halvings;
		final float share = 1f / (1 << 2 * halvings);
		final List<float[]> out = new ArrayList<>();
		for (final float[] small : gradients) {
			final float[] large = new float[small.length << 2 * halvings];
			for (int i = 0; i < large.length; i++)
				large[i] = share * small[(i / width >> halvings) * w + (i % width >> halvings)];
			out.add(large);
		}
		return out;
	}
}
