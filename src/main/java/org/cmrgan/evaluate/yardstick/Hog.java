/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.yardstick;

/**
 * Histograms of oriented gradients of an image (Dalal and Triggs 2005, CVPR, doi 10.1109/CVPR.2005.177), in their
 * simplest form: central differences, one-sided at the border; cells of 8x8 pixels; 8 orientations without sign; each
 * pixel adds the length of its gradient to a single bin; all numbers are divided by their Euclidean norm. An image of
 * 80x80 pixels gives 800 numbers. The result does not depend on brightness and contrast, so z-scoring the image first
 * would change nothing.
 * <p>
 * If a side is not a multiple of 8, the remaining pixels are left out, equally at both ends (one more at the far end if
 * their number is odd). Cells have a fixed size in pixels, on which the scale of a gradient depends. Immutable.
 */
final class Hog {
	private static final int CELL = 8;
	private static final int ORIENTATIONS = 8;

	private final int width;
	private final int height;

	/**
	 * @param width width in pixels, at least 8
	 * @param height height in pixels, at least 8
	 */
	Hog(final int width, final int height) {
		if (width < CELL || height < CELL)
			throw new IllegalArgumentException("no cell of 8x8 pixels in " + width + "x" + height);
		this.width = width;
		this.height = height;
	}

	/** The number of features of an image. */
	int length() {
		return width / CELL * (height / CELL) * ORIENTATIONS;
	}

	/**
	 * The features of an image: cells row by row, within a cell the orientations from 0 to 180 degrees. All are 0 for a
	 * uniform image.
	 *
	 * @param image row-major
	 */
	double[] of(final float[] image) {
		if (image.length != width * height)
			throw new IllegalArgumentException(image.length + " pixels, not " + width + "x" + height);
		final double[] out = new double[length()];
		final int columns = width / CELL;
		final int rows = height / CELL;
		final int left = width % CELL / 2;
		final int top = height % CELL / 2;
		for (int y = 0; y < rows * CELL; y++) for (int x = 0; x < columns * CELL; x++) {
			final int at = (y + top) * width + x + left;
			final double dx = difference(image, at, 1, x + left, width);
			final double dy = difference(image, at, width, y + top, height);
			final int cell = y / CELL * columns + x / CELL;
			out[cell * ORIENTATIONS + orientation(dx, dy)] += Math.hypot(dx, dy);
		}
		double squares = 0;
		for (final double value : out) squares += value * value;
		if (squares > 0) for (int i = 0; i < out.length; i++) out[i] /= Math.sqrt(squares);
		return out;
	}

	/**
	 * @param at index of the pixel; its neighbours are {@code step} away, and it has position {@code place} of
	 * {@code places}
	 */
	private static double difference(final float[] image, final int at, final int step, final int place,
			final int places) {
		if (place == 0) return (double) image[at + step] - image[at];
		if (place == places - 1) return (double) image[at] - image[at - step];
		return ((double) image[at + step] - image[at - step]) / 2;
	}

	private static int orientation(final double dx, final double dy) {
		final double angle = Math.atan2(dy, dx);
		final int bin = (int) ((angle < 0 ? angle + Math.PI : angle) % Math.PI / Math.PI * ORIENTATIONS);
		return Math.min(bin, ORIENTATIONS - 1);
	}
}
