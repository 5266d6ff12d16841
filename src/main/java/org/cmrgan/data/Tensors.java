/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Converts between pixels and ND4J arrays of shape [images, 1, height, width], float32, values in [-1, 1]. It is the
 * only place that does.
 */
public final class Tensors {
	private Tensors() {}

	/**
	 * {@return all images of a set as [size, 1, height, width]}
	 *
	 * @param set the images
	 */
	public static INDArray of(final PatchSet set) {
		return of(set.pixels(), set.width(), set.height());
	}

	/**
	 * {@return images as [images, 1, height, width]}
	 *
	 * @param images row-major, x fastest
	 * @param width in pixels
	 * @param height in pixels
	 */
	public static INDArray of(final List<float[]> images, final int width, final int height) {
		final int plane = width * height;
		final float[] all = new float[Math.multiplyExact(plane, images.size())];
		for (int i = 0; i < images.size(); i++) System.arraycopy(images.get(i), 0, all, i * plane, plane);
		return Nd4j.createFromArray(all).reshape('c', images.size(), 1, height, width);
	}

	/**
	 * {@return the images of an array, clipped to [-1, 1], row-major, x fastest}
	 *
	 * @param images [images, 1, height, width]
	 */
	public static List<float[]> toPixels(final INDArray images) {
		final List<float[]> out = toArrays(images);
		for (final float[] values : out)
			for (int j = 0; j < values.length; j++) values[j] = Math.max(-1f, Math.min(1f, values[j]));
		return out;
	}

	/**
	 * {@return the unclipped values of an array, one row-major array per image; for gradients}
	 *
	 * @param images [images, 1, height, width]
	 */
	public static List<float[]> toArrays(final INDArray images) {
		final int plane = (int) (images.size(2) * images.size(3));
		final float[] all;
		try (INDArray whole = images.castTo(DataType.FLOAT).dup('c')) {
			all = whole.data().asFloat();
		}
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < images.size(0); i++) out.add(Arrays.copyOfRange(all, i * plane, (i + 1) * plane));
		return out;
	}
}
