/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;

/**
 * Joins parts of whole images with soft seams. In a grid of r by s whole images, each pixel takes most from the image
 * in whose part of the frame it lies: out(p) = Σ_ab s_a(y) t_b(x) in(p, a, b) with p = (channel, y, x). Along an axis
 * the shares s are Gaussians around the centres of the parts, scaled so that their powers of 1.7 sum to 1. The exponent
 * lies between 1, which makes a seam between different images pale, and 2, which makes one between two equal images
 * stand out. Arrays are in c-order: in [channels, height, width, r, s], out [channels, height, width]. Immutable.
 */
public final class SoftMosaic implements ImageFunction {
	private static final double POWER = 1.7;
	/** Standard deviation of a Gaussian, in parts. */
	private static final double SOFTNESS = 0.45;

	private final int height;
	private final int width;
	private final double[][] rows;
	private final double[][] columns;

	/**
	 * @param r parts along y, at least 1
	 * @param s parts along x, at least 1
	 * @param height pixels of an image in y
	 * @param width in x
	 */
	public SoftMosaic(final int r, final int s, final int height, final int width) {
		this.height = height;
		this.width = width;
		rows = shares(height, r);
		columns = shares(width, s);
	}

	/**
	 * {@return the mosaic of images of ones, [height * width]: 1 where one part has all the weight, more at a seam}
	 */
	public double[] ofOnes() {
		final double[] ones = new double[height * width * rows[0].length * columns[0].length];
		Arrays.fill(ones, 1);
		return forward(ones);
	}

	/**
	 * {@return the share of each part in each pixel along an axis, [pixels][parts]}
	 *
	 * @param pixels along the axis
	 * @param parts along the axis
	 */
	public static double[][] shares(final int pixels, final int parts) {
		final double[][] shares = new double[pixels][parts];
		for (int j = 0; j < pixels; j++) {
			for (int a = 0; a < parts; a++) {
				final double off = ((j + 0.5) / pixels * parts - a - 0.5) / SOFTNESS;
				shares[j][a] = Math.exp(-off * off / 2);
			}
			final double scale = Math.pow(Arrays.stream(shares[j]).map(s -> Math.pow(s, POWER)).sum(), 1 / POWER);
			for (int a = 0; a < parts; a++) shares[j][a] /= scale;
		}
		return shares;
	}

	/**
	 * {@return the weight of each part in each output number: c-order, [numbers, r, s]}
	 *
	 * @param numbers how many output numbers there are
	 */
	public float[] weights(final long numbers) {
		final float[] all = new float[(int) numbers * rows[0].length * columns[0].length];
		for (int p = 0, at = 0; p < numbers; p++)
			for (final double u : rows[p / width % height])
				for (final double v : columns[p % width]) all[at++] = (float) (u * v);
		return all;
	}

	@Override
	public double[] forward(final double[]... in) {
		final int parts = rows[0].length * columns[0].length;
		final double[] y = new double[in[0].length / parts];
		for (int row = 0; row < y.length / width; row++) {
			final double[] a = rows[row % height];
			for (int x = 0, to = row * width, from = to * parts; x < width; x++, to++)
				for (final double u : a) for (final double v : columns[x]) y[to] += u * v * in[0][from++];
		}
		return y;
	}

	@Override
	public double[][] errors(final boolean[] wanted, final double[] error, final double[]... in) {
		final int parts = rows[0].length * columns[0].length;
		final double[] dx = new double[in[0].length];
		for (int row = 0; row < error.length / width; row++) {
			final double[] a = rows[row % height];
			for (int x = 0, from = row * width, to = from * parts; x < width; x++, from++)
				for (final double u : a) for (final double v : columns[x]) dx[to++] = u * v * error[from];
		}
		return new double[][] { dx };
	}
}
