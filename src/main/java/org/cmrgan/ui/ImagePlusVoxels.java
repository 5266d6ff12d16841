/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.img.basictypeaccess.DataAccess;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.basictypeaccess.array.ByteArray;
import net.imglib2.img.basictypeaccess.array.FloatArray;
import net.imglib2.img.basictypeaccess.array.ShortArray;
import net.imglib2.img.planar.PlanarImg;
import net.imglib2.type.NativeType;
import net.imglib2.type.NativeTypeFactory;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.FloatType;

import org.cmrgan.io.ElementType;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;

/**
 * The calibrated values of an ImageJ image, as x, y, channels, slices, frames; pixels that need no conversion are shared with it.
 */
final class ImagePlusVoxels {
	private final ImagePlus imp;
	private final RandomAccessibleInterval<? extends RealType<?>> voxels;
	private final ElementType natural;
	private final ValueRange range;

	ImagePlusVoxels(final ImagePlus imp) {
		this.imp = imp;
		final boolean calibrated = imp.getCalibration().calibrated() && imp.getBitDepth() <= 16;
		if (imp.getBitDepth() == 24) voxels = image(colours(), ByteArray::new, new UnsignedByteType(), 3);
		else if (calibrated)
			voxels = image(calibrated(imp.getCalibration().getCTable()), FloatArray::new, new FloatType(),
					imp.getNChannels());
		else if (imp.getBitDepth() == 8)
			voxels = image(pixels(byte[].class), ByteArray::new, new UnsignedByteType(), imp.getNChannels());
		else if (imp.getBitDepth() == 16)
			voxels = image(pixels(short[].class), ShortArray::new, new UnsignedShortType(), imp.getNChannels());
		else
			voxels = image(pixels(float[].class), FloatArray::new, new FloatType(), imp.getNChannels());
		range = ValueRange.of(voxels);
		natural = natural(calibrated);
	}

	/**
	 * The smallest type that holds the values, or {@code wanted} if they fit into it and ImageJ displays both types
	 * alike.
	 */
	ElementType type(final ElementType wanted) {
		return shownAlike(wanted) && range.fits(wanted) ? wanted : natural;
	}

	/** The values converted to a type that holds them. */
	RandomAccessibleInterval<? extends RealType<?>> as(final ElementType type) {
		return type.variable().getClass() == voxels.getType().getClass() ? voxels : converted(voxels, type.variable());
	}

	private ElementType natural(final boolean calibrated) {
		switch (imp.getBitDepth()) {
			case 24 :
				return ElementType.UCHAR;
			case 32 :
				return ElementType.FLOAT;
			default :
				if (!calibrated) return imp.getBitDepth() == 8 ? ElementType.UCHAR : ElementType.USHORT;
				return range.fits(ElementType.SHORT)
						? ElementType.SHORT
						: range.fits(ElementType.INT) ? ElementType.INT : ElementType.FLOAT;
		}
	}

	private boolean shownAlike(final ElementType wanted) {
		switch (imp.getBitDepth()) {
			case 8 :
				return wanted.bytes() == 1;
			case 16 :
				return wanted.bytes() == 2;
			case 32 :
				return wanted.bytes() > 2;
			default :
				return wanted == ElementType.UCHAR;
		}
	}

	private <P> List<P> pixels(final Class<P> type) {
		final List<P> out = new ArrayList<>();
		for (int slice = 1; slice <= imp.getStackSize(); slice++) out.add(type.cast(imp.getStack().getPixels(slice)));
		return out;
	}

	private List<float[]> calibrated(final float[] table) {
		final List<float[]> out = new ArrayList<>();
		final ImageStack stack = imp.getStack();
		for (int slice = 1; slice <= stack.getSize(); slice++) {
			final ImageProcessor plane = stack.getProcessor(slice);
			final float[] values = new float[plane.getPixelCount()];
			for (int i = 0; i < values.length; i++) values[i] = table[plane.get(i)];
			out.add(values);
		}
		return out;
	}

	private List<byte[]> colours() {
		final List<byte[]> out = new ArrayList<>();
		for (final int[] plane : pixels(int[].class)) {
			for (int shift = 16; shift >= 0; shift -= 8) {
				final byte[] colour = new byte[plane.length];
				for (int i = 0; i < colour.length; i++) colour[i] = (byte) (plane[i] >> shift);
				out.add(colour);
			}
		}
		return out;
	}

	private <P, A extends ArrayDataAccess<A> & DataAccess, T extends NativeType<T>> PlanarImg<T, A> image(
			final List<P> planes, final Function<P, A> access, final T type, final int channels) {
		final List<A> arrays = new ArrayList<>();
		for (final P plane : planes) arrays.add(access.apply(plane));
		final long[] size = { imp.getWidth(), imp.getHeight(), channels, imp.getNSlices(), imp.getNFrames() };
		final PlanarImg<T, A> image = new PlanarImg<>(arrays, size, type.getEntitiesPerPixel());
		@SuppressWarnings("unchecked")
		final NativeTypeFactory<T, A> linked = (NativeTypeFactory<T, A>) type.getNativeTypeFactory();
		image.setLinkedType(linked.createLinkedType(image));
		return image;
	}

	@SuppressWarnings("unchecked")
	private static <T extends RealType<T>> RandomAccessibleInterval<T> converted(
			final RandomAccessibleInterval<? extends RealType<?>> image, final NativeType<?> type) {
		return RealTypeConverters.convert(image, (T) type);
	}
}
