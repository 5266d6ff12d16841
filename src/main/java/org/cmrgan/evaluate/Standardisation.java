/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How pixels are scaled before a network sees them. Immutable. */
final class Standardisation {
	private final boolean eachPatch;
	private final double mean;
	private final double deviation;

	private Standardisation(final boolean eachPatch, final double mean, final double deviation) {
		this.eachPatch = eachPatch;
		this.mean = mean;
		this.deviation = deviation;
	}

	/**
	 * @param kind patch: each image minus its own mean, over its own standard deviation; fold: minus the mean and over the
	 *            standard deviation of all training images; none
	 * @param training the real images that train
	 */
	static Standardisation of(final String kind, final Collection<float[]> training) {
		if (kind.equals("patch")) return new Standardisation(true, 0, 1);
		if (kind.equals("none")) return new Standardisation(false, 0, 1);
		double sum = 0;
		double squares = 0;
		double count = 0;
		for (final float[] image : training) for (final float v : image) {
			sum += v;
			squares += (double) v * v;
			count++;
		}
		return scaling(false, sum, squares, count);
	}

	private static Standardisation scaling(final boolean eachPatch, final double sum, final double squares,
			final double count) {
		final double mean = sum / count;
		// An image of one value has nothing to be scaled.
		final double variance = Math.max(0, squares / count - mean * mean);
		return new Standardisation(eachPatch, mean, variance < 1e-12 ? 1 : Math.sqrt(variance));
	}

	/** A scaled copy, or the image itself where nothing is scaled. */
	float[] of(final float[] image) {
		if (!eachPatch) return mean == 0 && deviation == 1 ? image : scaled(image);
		double sum = 0;
		double squares = 0;
		for (final float v : image) {
			sum += v;
			squares += (double) v * v;
		}
		return scaling(true, sum, squares, image.length).scaled(image);
	}

	List<float[]> of(final Collection<float[]> images) {
		return images.stream().map(this::of).collect(Collectors.toList());
	}

	private float[] scaled(final float[] image) {
		final float[] out = new float[image.length];
		for (int i = 0; i < out.length; i++) out[i] = (float) ((image[i] - mean) / deviation);
		return out;
	}
}
