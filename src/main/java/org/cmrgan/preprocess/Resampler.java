/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import net.imglib2.FinalInterval;
import net.imglib2.RandomAccessible;
import net.imglib2.RandomAccessibleInterval;
import net.imglib2.RealRandomAccess;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.interpolation.randomaccess.NLinearInterpolatorFactory;
import net.imglib2.interpolation.randomaccess.NearestNeighborInterpolatorFactory;
import net.imglib2.type.numeric.real.FloatType;
import net.imglib2.view.Views;

/**
 * Samples a slice at the pixels of an upright patch. As in ITK, a pixel covers half a spacing around its centre, and
 * the area beyond the outermost pixels is background.
 */
final class Resampler {
	/** Interpolation between pixel centres. */
	enum Interpolation {
		LINEAR,
		CUBIC,
		NEAREST
	}

	private Resampler() {}

	/**
	 * @param slice axes x and y
	 * @param frame position of the slice
	 * @param centreRight mm from pixel (0, 0) to the centre of the patch, along the upright axes
	 * @param centreDown the same downwards
	 * @param size side length of the patch in pixels
	 * @param spacing pixel spacing of the patch in mm
	 * @param background value outside the slice
	 * @return the patch, row-major
	 */
	static float[] patch(final RandomAccessibleInterval<FloatType> slice, final Frame frame, final double centreRight,
			final double centreDown, final int size, final double spacing, final Interpolation interpolation,
			final float background) {
		final double columns = slice.dimension(0) - 0.5;
		final double rows = slice.dimension(1) - 0.5;
		final RealRandomAccess<FloatType> at = interpolated(slice, interpolation);
		final float[] out = new float[size * size];
		for (int j = 0; j < size; j++) {
			final double down = centreDown + (j - (size - 1) / 2.0) * spacing;
			for (int i = 0; i < size; i++) {
				final double right = centreRight + (i - (size - 1) / 2.0) * spacing;
				final double x = frame.x(right, down);
				final double y = frame.y(right, down);
				if (x < -0.5 || y < -0.5 || x >= columns || y >= rows) {
					out[j * size + i] = background;
					continue;
				}
				at.setPosition(x, 0);
				at.setPosition(y, 1);
				out[j * size + i] = at.get().get();
			}
		}
		return out;
	}

	private static RealRandomAccess<FloatType> interpolated(final RandomAccessibleInterval<FloatType> slice,
			final Interpolation how) {
		final RandomAccessible<FloatType> endless = Views.extendBorder(slice);
		switch (how) {
			case NEAREST :
				return Views.interpolate(endless, new NearestNeighborInterpolatorFactory<>()).realRandomAccess();
			case CUBIC :
				return Views.interpolate(endless, CubicInterpolator.factory()).realRandomAccess();
			default :
				return Views.interpolate(endless, new NLinearInterpolatorFactory<>()).realRandomAccess();
		}
	}

	/**
	 * Removes frequencies that the patch's coarser pixels cannot represent, by a Gaussian of (f - 1) / 2 pixels for a
	 * reduction by f along an axis; it vanishes at f = 1.
	 *
	 * @param frame gives the pixel spacing of the slice
	 * @return the slice itself if nothing must be removed
	 */
	static RandomAccessibleInterval<FloatType> lowPass(final RandomAccessibleInterval<FloatType> slice,
			final Frame frame, final double spacing) {
		final double sigmaX = (spacing / Math.hypot(frame.right(1, 0), frame.down(1, 0)) - 1) / 2;
		final double sigmaY = (spacing / Math.hypot(frame.right(0, 1), frame.down(0, 1)) - 1) / 2;
		// Below this, the first neighbour's weight in the Gaussian is less than 4e-6.
		if (sigmaX < 0.2 && sigmaY < 0.2) return slice;
		final int width = (int) slice.dimension(0);
		final int height = (int) slice.dimension(1);
		final float[] in = new float[width * height];
		int n = 0;
		for (final FloatType pixel : Views.flatIterable(slice)) in[n++] = pixel.get();
		final float[] between = sigmaX < 0.2 ? in : blurred(in, height, width, 1, width, sigmaX);
		final float[] out = sigmaY < 0.2 ? between : blurred(between, width, height, width, 1, sigmaY);
		return Views.interval(ArrayImgs.floats(out, width, height), new FinalInterval(width, height));
	}

	/**
	 * Blurs {@code lines} lines of {@code length} values at a distance of {@code stride}; border values continue
	 * outside.
	 */
	private static float[] blurred(final float[] in, final int lines, final int length, final int stride,
			final int lineStride, final double sigma) {
		final double[] taps = gaussian(sigma);
		final int reach = taps.length / 2;
		final float[] out = new float[in.length];
		for (int line = 0; line < lines; line++) {
			for (int i = 0; i < length; i++) {
				double sum = 0;
				for (int t = -reach; t <= reach; t++)
					sum += taps[t + reach] * in[line * lineStride + Math.max(0, Math.min(length - 1, i + t)) * stride];
				out[line * lineStride + i * stride] = (float) sum;
			}
		}
		return out;
	}

	private static double[] gaussian(final double sigma) {
		final int reach = (int) Math.ceil(4 * sigma);
		final double[] taps = new double[2 * reach + 1];
		double sum = 0;
		for (int t = -reach; t <= reach; t++) sum += taps[t + reach] = Math.exp(-0.5 * t * t / (sigma * sigma));
		for (int t = 0; t < taps.length; t++) taps[t] /= sum;
		return taps;
	}
}
