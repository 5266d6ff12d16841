/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.converter.RealTypeConverters;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.real.FloatType;

import org.cmrgan.io.ElementType;
import org.cmrgan.io.MetaImage;
import org.cmrgan.run.UserError;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ImageProcessor;

/** Copies the planes of a MetaImage into an ImageJ stack, in ImageJ's order of channels, slices and frames. */
final class MetaImagePlanes {
	private static final int X = 0, Y = 1, C = 2, Z = 3, T = 4;
	/** The roles of a file's axes. */
	private static final int[] ROLES = { X, Y, Z, T, C };

	private final ElementType type;
	private final boolean rgb;
	private final int[] roles;
	private final int[] size;
	private final PrimitiveBlocks<?> blocks;

	MetaImagePlanes(final MetaImage image) {
		type = image.type();
		rgb = isRgb(image);
		roles = roles(image);
		size = size(image, roles);
		blocks = isSmall(type)
				? blocks(image.image())
				: blocks(RealTypeConverters.convert(image.image(), new FloatType()));
	}

	/** The image with calibrated values, but without spacing. */
	ImagePlus imagePlus(final String title) {
		final List<Object> planes = planes();
		// ImageJ has no signed pixels: negative values are shifted up, and a calibration function stores the shift.
		final boolean moved = isSmall(type) && !type.isUnsigned()
				&& planes.stream().anyMatch(MetaImagePlanes::hasNegative);
		if (moved) planes.forEach(MetaImagePlanes::moveUp);
		final ImagePlus imp = new ImagePlus(title, stack(planes));
		final int channels = rgb ? 1 : size[C];
		imp.setDimensions(channels, size[Z], size[T]);
		if (moved) calibrate(imp.getCalibration());
		final ImagePlus shown = channels > 1 ? new CompositeImage(imp, CompositeImage.GRAYSCALE) : imp;
		shown.setOpenAsHyperStack(channels > 1 || size[T] > 1);
		if (shown.getBitDepth() == 16 || shown.getBitDepth() == 32) setRange(shown);
		return shown;
	}

	/** True for types that ImageJ can display; the others become float. */
	static boolean isSmall(final ElementType type) {
		return type.bytes() <= Short.BYTES;
	}

	private static boolean isRgb(final MetaImage image) {
		return image.type() == ElementType.UCHAR && image.channels() == 3;
	}

	private static int[] roles(final MetaImage image) {
		final int axes = image.dimensions().length;
		if (axes > ROLES.length || axes == ROLES.length && image.channels() > 1)
			throw UserError.of("%s has more axes than ImageJ supports: split it first.", image);
		final int[] out = Arrays.copyOf(ROLES, image.image().numDimensions());
		if (image.channels() > 1) out[axes] = C;
		return out;
	}

	private static int[] size(final MetaImage image, final int[] roles) {
		final long[] out = { 1, 1, 1, 1, 1 };
		for (int axis = 0; axis < roles.length; axis++) out[roles[axis]] = image.image().dimension(axis);
		if ((double) out[X] * out[Y] > Integer.MAX_VALUE || (double) out[C] * out[Z] * out[T] > Integer.MAX_VALUE)
			throw UserError.of("%s is larger than an ImageJ image can be: split it first.", image);
		return Arrays.stream(out).mapToInt(Math::toIntExact).toArray();
	}

	private List<Object> planes() {
		final List<Object> out = new ArrayList<>();
		for (int t = 0; t < size[T]; t++)
			for (int z = 0; z < size[Z]; z++) for (int c = 0; c < size[C]; c++) out.add(plane(0, 0, c, z, t));
		return out;
	}

	private Object plane(final int... position) {
		final int[] min = new int[roles.length];
		final int[] span = new int[roles.length];
		for (int axis = 0; axis < roles.length; axis++) {
			min[axis] = position[roles[axis]];
			span[axis] = roles[axis] == X || roles[axis] == Y ? size[roles[axis]] : 1;
		}
		final int length = size[X] * size[Y];
		final Object array = !isSmall(type)
				? new float[length]
				: type.bytes() == 1 ? new byte[length] : new short[length];
		blocks.copy(min, array, span);
		return array;
	}

	private ImageStack stack(final List<Object> planes) {
		final ImageStack stack = new ImageStack(size[X], size[Y]);
		final int step = rgb ? 3 : 1;
		for (int i = 0; i < planes.size(); i += step)
			stack.addSlice("", rgb ? packed(planes.subList(i, i + step)) : planes.get(i));
		return stack;
	}

	private static int[] packed(final List<Object> colours) {
		final byte[] red = (byte[]) colours.get(0);
		final byte[] green = (byte[]) colours.get(1);
		final byte[] blue = (byte[]) colours.get(2);
		final int[] out = new int[red.length];
		for (int i = 0; i < out.length; i++)
			out[i] = 0xff << 24 | (red[i] & 0xff) << 16 | (green[i] & 0xff) << 8 | blue[i] & 0xff;
		return out;
	}

	private static boolean hasNegative(final Object plane) {
		if (plane instanceof byte[]) for (final byte v : (byte[]) plane) if (v < 0) return true;
		if (plane instanceof short[]) for (final short v : (short[]) plane) if (v < 0) return true;
		return false;
	}

	private static void moveUp(final Object plane) {
		if (plane instanceof byte[]) {
			final byte[] bytes = (byte[]) plane;
			for (int i = 0; i < bytes.length; i++) bytes[i] ^= Byte.MIN_VALUE;
		} else {
			final short[] shorts = (short[]) plane;
			for (int i = 0; i < shorts.length; i++) shorts[i] ^= Short.MIN_VALUE;
		}
	}

	private void calibrate(final Calibration calibration) {
		if (type.bytes() == Short.BYTES) calibration.setSigned16BitCalibration();
		else
			calibration.setFunction(Calibration.STRAIGHT_LINE, new double[] { Byte.MIN_VALUE, 1 }, "Gray Value");
	}

	/** Sets the display range to the minimum and maximum of the whole stack, not of the slice that is shown. */
	private static void setRange(final ImagePlus imp) {
		double min = Double.POSITIVE_INFINITY;
		double max = Double.NEGATIVE_INFINITY;
		for (int slice = 1; slice <= imp.getStackSize(); slice++) {
			final ImageProcessor plane = imp.getStack().getProcessor(slice);
			for (int i = 0; i < plane.getPixelCount(); i++) {
				final float v = plane.getf(i);
				if (v < min && v > Float.NEGATIVE_INFINITY) min = v;
				if (v > max && v < Float.POSITIVE_INFINITY) max = v;
			}
		}
		if (min < max) imp.setDisplayRange(min, max);
	}

	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T>> PrimitiveBlocks<T> blocks(final RandomAccessibleInterval<?> image) {
		return PrimitiveBlocks.of((RandomAccessibleInterval<T>) image, OnFallback.ACCEPT);
	}
}
