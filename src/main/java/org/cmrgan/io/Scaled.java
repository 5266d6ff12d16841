/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import net.imglib2.Cursor;
import net.imglib2.type.numeric.RealType;
import net.imglib2.view.Views;

/** An image with multiplied and shifted numbers, as 32-bit floats, or as doubles if they were doubles. */
final class Scaled {
	private Scaled() {}

	/** Computes {@code slope * number + intercept} for each number; the geometry does not change. */
	static MetaImage of(final MetaImage image, final double slope, final double intercept) {
		final ElementType type = image.type() == ElementType.DOUBLE ? ElementType.DOUBLE : ElementType.FLOAT;
		final Storage storage = Storage.allocate(type, image.image().dimensionsAsLongArray());
		final VoxelSink sink = new VoxelSink(type, storage);
		final Cursor<? extends RealType<?>> cursor = cursor(image);
		while (cursor.hasNext()) sink.take(slope * cursor.next().getRealDouble() + intercept);
		return MetaImage.of(storage.image(), image.geometry());
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static Cursor<? extends RealType<?>> cursor(final MetaImage image) {
		return Views.flatIterable((net.imglib2.RandomAccessibleInterval) image.image()).cursor();
	}
}
