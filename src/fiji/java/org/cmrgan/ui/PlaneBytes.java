/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

import net.imglib2.Cursor;
import net.imglib2.Interval;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.util.IntervalIndexer;
import net.imglib2.view.Views;

import org.cmrgan.io.ElementType;
import org.cmrgan.io.MetaImage;
import org.cmrgan.run.UserError;

import io.scif.util.FormatTools;

/** The voxels of a MetaImage as planes of little-endian bytes. */
final class PlaneBytes {
	/** From here on, a double cannot represent every integer. */
	private static final double EXACT = 1L << 53;

	private final RandomAccessibleInterval<? extends RealType<?>> voxels;
	private final int bytes;
	private final boolean real;

	private PlaneBytes(final RandomAccessibleInterval<? extends RealType<?>> voxels, final int bytes,
			final boolean real) {
		this.voxels = voxels;
		this.bytes = bytes;
		this.real = real;
	}

	/** @throws UserError if the image contains a 64-bit integer that a double may not represent exactly */
	static PlaneBytes of(final MetaImage image) {
		final ElementType type = image.type();
		final boolean wide = type == ElementType.LONG_LONG || type == ElementType.ULONG_LONG;
		if (wide && !isExact(image.image()))
			throw UserError.of(
					"%s has whole numbers of 2^53 or more, which SCIFIO cannot hold: open it by File>Import>Open MetaImage.",
					image);
		RandomAccessibleInterval<? extends RealType<?>> voxels = image.image();
		if (wide) voxels = RealTypeConverters.convert(voxels, new DoubleType());
		if (voxels.numDimensions() == 1) voxels = Views.addDimension(voxels, 0, 0);
		return new PlaneBytes(voxels, FormatTools.getBytesPerPixel(ScifioAxes.pixelType(type)), wide || type.isReal());
	}

	@SuppressWarnings({ "unchecked", "rawtypes" })
	private static boolean isExact(final RandomAccessibleInterval<? extends RealType<?>> image) {
		final Cursor<? extends RealType<?>> cursor = Views.iterable((RandomAccessibleInterval) image).cursor();
		while (cursor.hasNext()) if (Math.abs(cursor.next().getRealDouble()) >= EXACT) return false;
		return true;
	}

	/**
	 * Copies a rectangle of a plane.
	 *
	 * @param bounds of the rectangle along x and y
	 */
	void copy(final long plane, final Interval bounds, final byte[] out) {
		RandomAccessibleInterval<? extends RealType<?>> slice = voxels;
		final long[] position = position(plane);
		for (int axis = voxels.numDimensions() - 1; axis >= 2; axis--)
			slice = Views.hyperSlice(slice, axis, position[axis - 2]);
		final ByteBuffer buffer = ByteBuffer.wrap(out).order(ByteOrder.LITTLE_ENDIAN);
		final Cursor<? extends RealType<?>> cursor = Views.flatIterable(Views.interval(slice,
				new long[] { bounds.min(0), bounds.min(1) }, new long[] { bounds.max(0), bounds.max(1) })).cursor();
		while (cursor.hasNext()) put(cursor.next(), buffer);
	}

	private long[] position(final long plane) {
		final int others = voxels.numDimensions() - 2;
		final long[] size = new long[others];
		final long[] out = new long[others];
		for (int i = 0; i < others; i++) size[i] = voxels.dimension(i + 2);
		if (others > 0) IntervalIndexer.indexToPosition(plane, size, out);
		return out;
	}

	private void put(final RealType<?> voxel, final ByteBuffer out) {
		if (real && bytes == Double.BYTES) out.putDouble(voxel.getRealDouble());
		else if (real) out.putFloat(voxel.getRealFloat());
		else {
			final long value = (long) voxel.getRealDouble();
			if (bytes == Byte.BYTES) out.put((byte) value);
			else if (bytes == Short.BYTES) out.putShort((short) value);
			else
				out.putInt((int) value);
		}
	}
}
