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

/** The only way between pixels and ND4J arrays: shape [images, 1, height, width], float32, values in [-1, 1]. */
public final class Tensors {
	private Tensors() {}

	/** The images at the given places as [places, 1, height, width]. */
	public static INDArray of(final PatchSet set, final int... places) {
		final List<float[]> images = new ArrayList<>();
		for (final int i : places) images.add(set.pixels(i));
		return of(images, set.width(), set.height());
	}

	/** All images of a set as [size, 1, height, width]. */
	public static INDArray of(final PatchSet set) {
		return of(set.pixels(), set.width(), set.height());
	}

	/** Images as [images, 1, height, width]; each array is row-major, x fastest. */
	public static INDArray of(final List<float[]> images, final int width, final int height) {
		final int plane = width * height;
		final float[] all = new float[Math.multiplyExact(plane, images.size())];
		for (int i = 0; i < images.size(); i++) System.arraycopy(images.get(i), 0, all, i * plane, plane);
		return Nd4j.createFromArray(all).reshape('c', images.size(), 1, height, width);
	}

	/** The images of [images, 1, height, width], clipped to [-1, 1], row-major, x fastest. */
	public static List<float[]> toPixels(final INDArray images) {
		final List<float[]> out = toArrays(images);
		for (final float[] values : out)
			for (int j = 0; j < values.length; j++) values[j] = Math.max(-1f, Math.min(1f, values[j]));
		return out;
	}

	/** The values of [images, 1, height, width], one row-major array an image, as they are: for gradients. */
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
