/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.Arrays;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

import org.cmrgan.io.MetaImage;

/** The x-y slices of an image or volume, each converted to floats on request, so that a large volume is not copied. */
final class SliceImages {
	private final MetaImage image;
	private final long[] dimensions;

	private SliceImages(final MetaImage image) {
		this.image = image;
		dimensions = image.dimensions();
	}

	/** @throws Unusable for colours and for more than three axes that are longer than 1 */
	static SliceImages of(final MetaImage image) throws Unusable {
		final long[] size = image.dimensions();
		if (image.channels() != 1)
			throw new Unusable("has %d channels: give an image with one channel", image.channels());
		if (size.length < 2) throw new Unusable("has only one axis: give an image with two or three");
		for (int axis = 3; axis < size.length; axis++)
			if (size[axis] != 1)
				throw new Unusable("has %d axes (%s): give 2-D images or volumes of a single time point", size.length,
						words(size));
		return new SliceImages(image);
	}

	int width() {
		return (int) dimensions[0];
	}

	int height() {
		return (int) dimensions[1];
	}

	int count() {
		return dimensions.length > 2 ? (int) dimensions[2] : 1;
	}

	/** "256x218" or "256x218x12". */
	String size() {
		return words(count() == 1 ? Arrays.copyOf(dimensions, 2) : Arrays.copyOf(dimensions, 3));
	}

	/** @throws Unusable if its direction is not valid */
	SliceAxes axes() throws Unusable {
		return SliceAxes.of(image);
	}

	/** One slice, row-major. */
	float[] pixels(final int z) {
		final float[] out = new float[Math.multiplyExact(width(), height())];
		copy(image.image(), z, dimensions.length, ArrayImgs.floats(out, width(), height()));
		return out;
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> void copy(final RandomAccessibleInterval<? extends RealType<?>> from,
			final int z, final int axes, final ArrayImg<FloatType, FloatArray> to) {
		RandomAccessibleInterval<T> slice = (RandomAccessibleInterval<T>) from;
		for (int axis = axes - 1; axis >= 2; axis--) slice = Views.hyperSlice(slice, axis, axis == 2 ? z : 0);
		RealTypeConverters.copyFromTo(slice, to);
	}

	private static String words(final long[] size) {
		final StringBuilder out = new StringBuilder();
		for (final long n : size) out.append(out.length() == 0 ? "" : "x").append(n);
		return out.toString();
	}
}
