/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.List;

import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.operation.Parameter;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * First filters that see texture from the first step. Synthetic images of today have the right anatomy and brightness, and
 * differ from real ones in their finest detail, a hundredth of the intensity; filters drawn at random see little but the
 * brightness, and a discriminator takes most of a short training to find out what to look at. Here each filter is freed of
 * the plane in it, which leaves second differences, and scaled until what it gives varies as much as an image does (after
 * layer-sequential unit variance, Mishkin and Matas 2016, arXiv 1511.06422). Only the beginning: training changes them as
 * it likes.
 */
final class TextureStart {
	/** Standard deviation of what a filter gives: that of images that fill [-1, 1]. */
	private static final double DEVIATION = 0.5;
	/** In an image without any texture there is no unit to scale to. */
	private static final double LEAST_DEVIATION = 1e-4;

	private TextureStart() {}

	/**
	 * @param discriminator its first layer is a convolution of one channel, of an odd width
	 * @param images row-major, of any intensity, a few dozen of each kind
	 */
	static void apply(final AdversarialGraph discriminator, final List<float[]> images, final int width) {
		final Parameter weights = discriminator.architecture().parameters().get(0);
		final int filters = (int) weights.shape()[0];
		final int side = (int) weights.shape()[2];
		final int length = side * side;
		final INDArray flat = discriminator.parameters().reshape(discriminator.parameters().length());
		final float[] out = new float[filters * length];
		for (int f = 0; f < filters; f++) {
			final double[] filter = new double[length];
			for (int i = 0; i < length; i++) filter[i] = flat.getDouble(weights.offset() + f * length + i);
			takeOffPlane(filter, side);
			final double scale = DEVIATION / Math.max(LEAST_DEVIATION, deviation(filter, side, images, width));
			for (int i = 0; i < length; i++) out[f * length + i] = (float) (scale * filter[i]);
		}
		try (INDArray started = Nd4j.createFromArray(out)) {
			flat.get(NDArrayIndex.interval(weights.offset(), weights.offset() + weights.length())).assign(started);
		}
	}

	/** Subtracts the plane a + bx + cy that fits a square filter best. */
	static void takeOffPlane(final double[] filter, final int side) {
		final double middle = (side - 1) / 2.0;
		double mean = 0;
		double alongX = 0;
		double alongY = 0;
		double squares = 0;
		for (int i = 0; i < filter.length; i++) {
			final double x = i % side - middle;
			final double y = i / side - middle;
			mean += filter[i] / filter.length;
			alongX += filter[i] * x;
			alongY += filter[i] * y;
			squares += x * x;
		}
		for (int i = 0; i < filter.length; i++)
			filter[i] -= mean + (alongX * (i % side - middle) + alongY * (i / side - middle)) / squares;
	}

	/** Standard deviation of what the filter gives, at every second place of the images. */
	private static double deviation(final double[] filter, final int side, final List<float[]> images,
			final int width) {
		double sum = 0;
		double squares = 0;
		int n = 0;
		for (final float[] image : images)
			for (int top = 0; top + side <= image.length / width; top += 2)
				for (int left = 0; left + side <= width; left += 2) {
					double value = 0;
					for (int i = 0; i < filter.length; i++)
						value += filter[i] * image[(top + i / side) * width + left + i % side];
					sum += value;
					squares += value * value;
					n++;
				}
		return Math.sqrt(Math.max(0, squares / n - sum / n * (sum / n)));
	}
}
