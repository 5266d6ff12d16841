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

	/** {@return the scaling by the mean and the standard deviation of each image} */
	public static PixelScaling ofEachImage() {
		return new PixelScaling(true, 0, 1);
	}

	/**
	 * {@return the scaling of all images by the same mean and standard deviation}
	 *
	 * @param mean is subtracted
	 * @param deviation divides; above 0
	 */
	public static PixelScaling by(final double mean, final double deviation) {
		return new PixelScaling(false, mean, deviation);
	}

	/** {@return the identity} */
	public static PixelScaling none() {
		return by(0, 1);
	}

	/** {@return true if each image has its own mean and standard deviation} */
	public boolean isOfEachImage() {
		return eachImage;
	}

	/** {@return true if images are not changed} */
	public boolean isIdentity() {
		return !eachImage && mean == 0 && deviation == 1;
	}

	/** {@return the mean of all images; 0 if each has its own} */
	public double mean() {
		return mean;
	}

	/** {@return the standard deviation of all images; 1 if each has its own} */
	public double deviation() {
		return deviation;
	}

	/**
	 * {@return a scaled copy, or the image itself if it is not changed}
	 *
	 * @param image pixels in [-1, 1]
	 */
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

	/**
	 * {@return scaled copies, or the images themselves if they are not changed}
	 *
	 * @param images pixels in [-1, 1]
	 */
	public List<float[]> of(final Collection<float[]> images) {
		return images.stream().map(this::of).collect(Collectors.toList());
	}

	/**
	 * {@return the scaling by the mean and the standard deviation of numbers; the deviation counts as 1 if all are
	 * equal}
	 *
	 * @param sum of the numbers
	 * @param squares sum of their squares
	 * @param count how many they are
	 */
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
