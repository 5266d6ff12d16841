/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** How the pixels of an image in [-1, 1] are scaled before a classifier sees them. Immutable. */
public final class PixelScaling {
	private final boolean eachImage;
	private final double mean;
	private final double deviation;

	private PixelScaling(final boolean eachImage, final double mean, final double deviation) {
		this.eachImage = eachImage;
		this.mean = mean;
		this.deviation = deviation;
	}

	/** Each image minus its own mean, over its own standard deviation. */
	public static PixelScaling ofEachImage() {
		return new PixelScaling(true, 0, 1);
	}

	/** All images minus the same mean, over the same standard deviation, which is above 0. */
	public static PixelScaling by(final double mean, final double deviation) {
		return new PixelScaling(false, mean, deviation);
	}

	/** Nothing is scaled. */
	public static PixelScaling none() {
		return by(0, 1);
	}

	public boolean isOfEachImage() {
		return eachImage;
	}

	public boolean isIdentity() {
		return !eachImage && mean == 0 && deviation == 1;
	}

	/** The same of all images; 0 where each has its own. */
	public double mean() {
		return mean;
	}

	/** The same of all images; 1 where each has its own. */
	public double deviation() {
		return deviation;
	}

	/** A scaled copy, or the image itself where nothing is scaled. */
	public float[] of(final float[] image) {
		if (!eachImage) return isIdentity() ? image : scaled(image);
		double sum = 0;
		double squares = 0;
		for (final float v : image) {
			sum += v;
			squares += (double) v * v;
		}
		return by(sum, squares, image.length).scaled(image);
	}

	/** Scaled copies, or the images themselves where nothing is scaled. */
	public List<float[]> of(final Collection<float[]> images) {
		return images.stream().map(this::of).collect(Collectors.toList());
	}

	/** That by the mean and the standard deviation of numbers; those of one value have nothing to be scaled. */
	public static PixelScaling by(final double sum, final double squares, final double count) {
		final double mean = sum / count;
		final double variance = Math.max(0, squares / count - mean * mean);
		return new PixelScaling(false, mean, variance < 1e-12 ? 1 : Math.sqrt(variance));
	}

	private float[] scaled(final float[] image) {
		final float[] out = new float[image.length];
		for (int i = 0; i < out.length; i++) out[i] = (float) ((image[i] - mean) / deviation);
		return out;
	}
}
