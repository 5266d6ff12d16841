/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * A small picture of a source slice: a few thousand grey values, and the corners of region of interest and patch.
 * Immutable.
 */
final class Preview {
	/** Longest side in pixels. */
	static final int LONGEST = 128;

	/** Value of a pixel on the edge of the mask, instead of a grey value. */
	static final byte EDGE = 0;

	final int width;
	final int height;
	/** Corners of the square region of interest with its margin, x and y alternating, in pixels of the preview. */
	final double[] square;
	/** Corners of the patch. */
	final double[] patch;
	private final Supplier<byte[]> pixels;

	private Preview(final int width, final int height, final Supplier<byte[]> pixels, final double[] square,
			final double[] patch) {
		this.width = width;
		this.height = height;
		this.pixels = pixels;
		this.square = square;
		this.patch = patch;
	}

	/** Row-major: {@link #EDGE}, or a grey value from 1, black, to 255, white. */
	byte[] pixels() {
		return pixels.get();
	}

	/** A copy with its pixels in a file. */
	Preview in(final Spill spill) {
		return new Preview(width, height, spill.keep(pixels()), square, patch);
	}

	/** @param mask 0 outside the heart; empty if there is none */
	static Preview of(final float[] slice, final int columns, final int rows, final float[] mask, final Frame frame,
			final double centreRight, final double centreDown, final double squareSide, final double patchSide) {
		final double factor = Math.max(1, Math.max(columns, rows) / (double) LONGEST);
		final int width = Math.max(1, (int) Math.round(columns / factor));
		final int height = Math.max(1, (int) Math.round(rows / factor));
		final float[] small = new float[width * height];
		final boolean[] inside = new boolean[width * height];
		for (int j = 0; j < height; j++) {
			final int y = Math.min(rows - 1, (int) ((j + 0.5) * rows / height));
			for (int i = 0; i < width; i++) {
				final int x = Math.min(columns - 1, (int) ((i + 0.5) * columns / width));
				small[j * width + i] = slice[y * columns + x];
				inside[j * width + i] = mask.length > 0 && mask[y * columns + x] != 0;
			}
		}
		final double scale = width / (double) columns;
		final byte[] grey = grey(small);
		drawEdge(inside, width, height, grey);
		return new Preview(width, height, () -> grey, corners(frame, centreRight, centreDown, squareSide, scale),
				corners(frame, centreRight, centreDown, patchSide, scale));
	}

	private static byte[] grey(final float[] values) {
		final float[] sorted = values.clone();
		Arrays.sort(sorted);
		final float low = sorted[sorted.length / 100];
		final float high = sorted[sorted.length - 1 - sorted.length / 100];
		final byte[] out = new byte[values.length];
		for (int i = 0; i < out.length; i++)
			out[i] = (byte) Math
					.round(1 + 254 * Math.max(0, Math.min(1, (values[i] - low) / Math.max(1e-6f, high - low))));
		return out;
	}

	private static double[] corners(final Frame frame, final double right, final double down, final double side,
			final double scale) {
		final double[] out = new double[8];
		final double[][] signs = { { -1, -1 }, { 1, -1 }, { 1, 1 }, { -1, 1 } };
		for (int i = 0; i < 4; i++) {
			final double r = right + signs[i][0] * side / 2;
			final double d = down + signs[i][1] * side / 2;
			out[2 * i] = (frame.x(r, d) + 0.5) * scale;
			out[2 * i + 1] = (frame.y(r, d) + 0.5) * scale;
		}
		return out;
	}

	private static void drawEdge(final boolean[] inside, final int width, final int height, final byte[] grey) {
		for (int j = 0; j < height; j++) {
			for (int i = 0; i < width; i++) {
				final int at = j * width + i;
				if (inside[at] && (i == 0 || j == 0 || i == width - 1 || j == height - 1 || !inside[at - 1]
						|| !inside[at + 1] || !inside[at - width] || !inside[at + width]))
					grey[at] = EDGE;
			}
		}
	}
}
