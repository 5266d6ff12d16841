/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/**
 * Doubles the size of maps [channels, height, width] by bilinear interpolation. The centre of a new pixel is a quarter
 * of an old pixel away from the nearest old centre, so its weights along each axis are 3/4 and 1/4. Beyond the
 * outermost centres the maps continue unchanged. This is PyTorch's bilinear interpolation with align_corners=False.
 */
public final class Enlargement implements ImageFunction {
	private final int channels;
	private final int height;
	private final int width;

	/**
	 * Prepares for maps of one shape.
	 *
	 * @param maps [channels, height, width]
	 */
	public Enlargement(final long... maps) {
		channels = (int) maps[0];
		height = (int) maps[1];
		width = (int) maps[2];
	}

	@Override
	public double[] forward(final double[]... in) {
		final double[] out = new double[4 * in[0].length];
		final double[] wide = new double[2 * width * height];
		for (int c = 0; c < channels; c++) {
			for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
				final int row = (c * height + y) * width;
				final double near = 0.75 * in[0][row + x];
				wide[2 * (y * width + x)] = near + 0.25 * in[0][row + Math.max(x - 1, 0)];
				wide[2 * (y * width + x) + 1] = near + 0.25 * in[0][row + Math.min(x + 1, width - 1)];
			}
			for (int y = 0; y < height; y++) for (int x = 0; x < 2 * width; x++) {
				final double near = 0.75 * wide[y * 2 * width + x];
				final int to = (c * 2 * height + 2 * y) * 2 * width + x;
				out[to] = near + 0.25 * wide[Math.max(y - 1, 0) * 2 * width + x];
				out[to + 2 * width] = near + 0.25 * wide[Math.min(y + 1, height - 1) * 2 * width + x];
			}
		}
		return out;
	}

	@Override
	public double[][] errors(final boolean[] wanted, final double[] error, final double[]... in) {
		return new double[][] { adjoint(error) };
	}

	/**
	 * {@return the transpose of {@link #forward}, applied to an error}
	 *
	 * @param error at the output, c-order
	 */
	public double[] adjoint(final double... error) {
		final double[] dx = new double[error.length / 4];
		for (int c = 0; c < channels; c++) {
			final double[] wide = new double[2 * width * height];
			for (int y = 0; y < height; y++) for (int x = 0; x < 2 * width; x++) {
				final int from = (c * 2 * height + 2 * y) * 2 * width + x;
				final double above = error[from];
				final double below = error[from + 2 * width];
				wide[y * 2 * width + x] += 0.75 * (above + below);
				wide[Math.max(y - 1, 0) * 2 * width + x] += 0.25 * above;
				wide[Math.min(y + 1, height - 1) * 2 * width + x] += 0.25 * below;
			}
			for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
				final int row = (c * height + y) * width;
				final double left = wide[2 * (y * width + x)];
				final double right = wide[2 * (y * width + x) + 1];
				dx[row + x] += 0.75 * (left + right);
				dx[row + Math.max(x - 1, 0)] += 0.25 * left;
				dx[row + Math.min(x + 1, width - 1)] += 0.25 * right;
			}
		}
		return dx;
	}
}
