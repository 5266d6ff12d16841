/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

/** Bilinear interpolation between the pixels of an image, clamped at its border. */
public final class Bilinear {
	private Bilinear() {}

	/**
	 * Samples an image.
	 *
	 * @param image row-major, {@code width * height} values
	 * @param width pixels
	 * @param height pixels
	 * @param x pixels from the centre of the first column; clamped to the image
	 * @param y pixels from the centre of the first row; clamped to the image
	 * @return the interpolated value
	 */
	public static float at(final float[] image, final int width, final int height, final double x, final double y) {
		final double px = Math.max(0, Math.min(width - 1, x));
		final double py = Math.max(0, Math.min(height - 1, y));
		final int left = (int) px;
		final int top = (int) py;
		final int right = Math.min(width - 1, left + 1);
		final int below = Math.min(height - 1, top + 1);
		final double fx = px - left;
		final double fy = py - top;
		final double above = image[top * width + left] * (1 - fx) + image[top * width + right] * fx;
		final double under = image[below * width + left] * (1 - fx) + image[below * width + right] * fx;
		return (float) (above * (1 - fy) + under * fy);
	}
}
