/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.AnatomyComponents;

/**
 * Codes of the training images of one class: their principal components at low resolution, of mean 0 and variance 1 over
 * these images, so that codes drawn from N(0, I) are those of new mixtures of them (as in GLO, Bojanowski et al. 2018, whose
 * codes are learned).
 */
final class Codes {
	private final PatchSet train;
	private final AnatomyComponents components;
	private final double[][] codes;

	/** @param most numbers of a code; fewer of few images */
	Codes(final PatchSet train, final int most) {
		this.train = train;
		components = new AnatomyComponents(train.pixels().toArray(new float[0][]), train.width(), train.height(), most);
		codes = components.of(train.pixels().toArray(new float[0][]));
	}

	/** Numbers of a code. */
	int length() {
		return components.count();
	}

	/** Number of images. */
	int size() {
		return codes.length;
	}

	/** The code of a training image; not to be written to. */
	double[] code(final int i) {
		return codes[i];
	}

	/** All training images; not to be written to. */
	List<float[]> images() {
		return train.pixels();
	}

	/** A training image; not to be written to. */
	float[] image(final int i) {
		return train.pixels(i);
	}

	/**
	 * How far images are from the codes that they were made of: the mean squared difference of their components.
	 *
	 * @param gradients added to: the derivative by each pixel, times {@code weight}
	 * @return the mean, not weighted
	 */
	double mismatch(final List<float[]> images, final double[][] wanted, final double weight,
			final List<float[]> gradients) {
		final double[][] found = components.of(images.toArray(new float[0][]));
		final double n = (double) found.length * length();
		double sum = 0;
		for (int i = 0; i < found.length; i++) {
			final double[] slope = new double[length()];
			for (int k = 0; k < slope.length; k++) {
				final double d = found[i][k] - wanted[i][k];
				sum += d * d / n;
				slope[k] = weight * 2 * d / n;
			}
			final float[] pixels = components.transpose(slope);
			final float[] to = gradients.get(i);
			for (int p = 0; p < pixels.length; p++) to[p] += pixels[p];
		}
		return sum;
	}
}
