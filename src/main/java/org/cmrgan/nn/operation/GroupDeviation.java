/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/**
 * Minibatch standard deviation, see Karras et al. 2018, arXiv 1710.10196, section 3. Unlike an {@link ImageFunction},
 * it takes a whole batch, as doubles in c-order. Immutable.
 */
public final class GroupDeviation {
	private static final int GROUP = 8;
	private static final double EPSILON = 1e-8;

	/** Number of images of a part. */
	private final int images;
	private final int parts;
	private final int size;
	private final int pixels;
	/** Number of images of a group. */
	private final int members;

	/**
	 * @param images of the batch
	 * @param parts of the batch, each treated separately
	 * @param maps shape of one image's maps
	 */
	public GroupDeviation(final int images, final int parts, final long... maps) {
		this.images = images / parts;
		this.parts = parts;
		size = Math.toIntExact(Shapes.product(maps));
		pixels = Math.toIntExact(maps[1] * maps[2]);
		members = this.images % GROUP == 0 ? GROUP : this.images;
	}

	/**
	 * {@return the maps of each image and one more: mean_p sqrt(var_p + 1e-8), over all positions p of the images in
	 * its group}
	 *
	 * @param x maps of all images
	 */
	public double[] forward(final double... x) {
		final double[] out = new double[parts * images * (size + pixels)];
		for (int b = 0; b < images / members; b++) for (int part = 0; part < parts; part++) {
			final int first = part * images + b;
			double sum = 0;
			for (int p = 0; p < size; p++) sum += deviation(x, first, p, mean(x, first, p));
			for (int k = 0; k < members; k++) {
				final int i = image(first, k);
				System.arraycopy(x, i * size, out, i * (size + pixels), size);
				java.util.Arrays.fill(out, i * (size + pixels) + size, (i + 1) * (size + pixels), sum / size);
			}
		}
		return out;
	}

	/**
	 * {@return the error at the maps. For the deviation d, ∂d/∂x_ip = (x_ip - mean_p) / (members · sqrt(var_p + 1e-8) ·
	 * numbers)}
	 *
	 * @param error at the output
	 * @param x maps of all images
	 */
	public double[] errors(final double[] error, final double... x) {
		final double[] dx = new double[x.length];
		for (int b = 0; b < images / members; b++) for (int part = 0; part < parts; part++) {
			final int first = part * images + b;
			double sum = 0;
			for (int k = 0; k < members; k++) {
				final int i = image(first, k);
				final int from = i * (size + pixels);
				System.arraycopy(error, from, dx, i * size, size);
				for (int p = 0; p < pixels; p++) sum += error[from + size + p];
			}
			for (int p = 0; p < size; p++) {
				final double mean = mean(x, first, p);
				final double factor = sum / (members * deviation(x, first, p, mean) * size);
				for (int k = 0; k < members; k++) {
					final int at = image(first, k) * size + p;
					dx[at] += factor * (x[at] - mean);
				}
			}
		}
		return dx;
	}

	/** A member of the group that begins with an image. */
	private int image(final int first, final int member) {
		return first + member * (images / members);
	}

	private double mean(final double[] x, final int first, final int p) {
		double sum = 0;
		for (int k = 0; k < members; k++) sum += x[image(first, k) * size + p];
		return sum / members;
	}

	private double deviation(final double[] x, final int first, final int p, final double mean) {
		double sum = 0;
		for (int k = 0; k < members; k++) {
			final double d = x[image(first, k) * size + p] - mean;
			sum += d * d;
		}
		return Math.sqrt(sum / members + EPSILON);
	}
}
