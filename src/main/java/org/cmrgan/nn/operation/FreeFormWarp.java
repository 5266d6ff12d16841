/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/**
 * Deforms images by a free-form deformation. The displacements are the uniform cubic B-spline of a grid of controls
 * (Rueckert et al. 1999, doi 10.1109/42.796284), and the image is sampled bilinearly at the displaced positions. All
 * arrays are in c-order: controls [2, g, g], fields [2, height, width], each with the displacement along x first, in
 * pixels; maps [channels, height, width] with any number of channels. Arrays of another length cause an
 * IllegalArgumentException. All sums have a fixed order. Immutable.
 */
public final class FreeFormWarp {
	/** Number of controls along an axis that influence a pixel. */
	private static final int SUPPORT = 4;

	private final int height;
	private final int width;
	private final int g;
	private final Axis rows;
	private final Axis columns;

	/** The controls that influence the pixels along an axis, and their weights. */
	private static final class Axis {
		private final int[] first;
		private final double[] weights;

		private Axis(final int pixels, final int g) {
			first = new int[pixels];
			weights = new double[SUPPORT * pixels];
			// The cells between the controls 1 and g - 2 cover the image.
			final double spacing = pixels / (g - 3.0);
			for (int j = 0; j < pixels; j++) {
				final double t = (j + 0.5) / spacing;
				first[j] = Math.min((int) t, g - SUPPORT);
				final double u = t - first[j];
				final double v = 1 - u;
				weights[SUPPORT * j] = v * v * v / 6;
				weights[SUPPORT * j + 1] = ((3 * u - 6) * u * u + 4) / 6;
				weights[SUPPORT * j + 2] = (((3 - 3 * u) * u + 3) * u + 1) / 6;
				weights[SUPPORT * j + 3] = u * u * u / 6;
			}
		}
	}

	/**
	 * @param height pixels of an image in y
	 * @param width in x
	 * @param g controls along each axis, at least 4
	 * @throws IllegalArgumentException if there are fewer, or no pixels
	 */
	public FreeFormWarp(final int height, final int width, final int g) {
		if (height < 1 || width < 1) throw new IllegalArgumentException("an empty image " + height + "x" + width);
		if (g < SUPPORT)
			throw new IllegalArgumentException(g + " controls along an axis, a cubic B-spline needs " + SUPPORT);
		this.height = height;
		this.width = width;
		this.g = g;
		rows = new Axis(height, g);
		columns = new Axis(width, g);
	}

	/**
	 * {@return the weight of each control at each pixel along an axis: c-order, [pixels, g]}
	 *
	 * @param pixels number of pixels along the axis
	 * @param g number of controls along the axis
	 */
	public static float[] weights(final int pixels, final int g) {
		final Axis axis = new Axis(pixels, g);
		final float[] all = new float[pixels * g];
		for (int j = 0; j < pixels; j++)
			for (int k = 0; k < SUPPORT; k++) all[j * g + axis.first[j] + k] = (float) axis.weights[SUPPORT * j + k];
		return all;
	}

	/**
	 * {@return the displacements of controls, [2, height, width]}
	 *
	 * @param controls [2, g, g]
	 */
	public double[] field(final double... controls) {
		requireLength(controls, 2 * g * g);
		final double[] field = new double[2 * height * width];
		final double[] wide = new double[g * width];
		for (int d = 0; d < 2; d++) {
			for (int r = 0; r < g; r++) for (int x = 0; x < width; x++) {
				final int from = (d * g + r) * g + columns.first[x];
				double sum = 0;
				for (int k = 0; k < SUPPORT; k++) sum += columns.weights[SUPPORT * x + k] * controls[from + k];
				wide[r * width + x] = sum;
			}
			for (int y = 0; y < height; y++) {
				final double w0 = rows.weights[SUPPORT * y];
				final double w1 = rows.weights[SUPPORT * y + 1];
				final double w2 = rows.weights[SUPPORT * y + 2];
				final double w3 = rows.weights[SUPPORT * y + 3];
				final int from = rows.first[y] * width;
				final int to = (d * height + y) * width;
				for (int x = 0; x < width; x++)
					field[to + x] = w0 * wide[from + x] + w1 * wide[from + width + x] + w2 * wide[from + 2 * width + x]
							+ w3 * wide[from + 3 * width + x];
			}
		}
		return field;
	}

	/**
	 * {@return the error at the controls, [2, g, g]: the transpose of {@link #field}}
	 *
	 * @param error at the displacements, [2, height, width]
	 */
	public double[] fieldAdjoint(final double... error) {
		requireLength(error, 2 * height * width);
		final double[] controls = new double[2 * g * g];
		for (int d = 0; d < 2; d++) {
			final double[] wide = new double[g * width];
			for (int y = 0; y < height; y++) for (int k = 0; k < SUPPORT; k++) {
				final double w = rows.weights[SUPPORT * y + k];
				final int from = (d * height + y) * width;
				final int to = (rows.first[y] + k) * width;
				for (int x = 0; x < width; x++) wide[to + x] += w * error[from + x];
			}
			for (int r = 0; r < g; r++) for (int x = 0; x < width; x++) {
				final int to = (d * g + r) * g + columns.first[x];
				for (int k = 0; k < SUPPORT; k++)
					controls[to + k] += columns.weights[SUPPORT * x + k] * wide[r * width + x];
			}
		}
		return controls;
	}

	/**
	 * {@return the deformed maps: out(c, y, x) = in(c, y + v_y(y, x), x + v_x(y, x)), bilinear, with positions clamped
	 * to the border}
	 *
	 * @param maps [channels, height, width]
	 * @param field displacements, [2, height, width]
	 */
	public double[] sample(final double[] maps, final double... field) {
		final int pixels = requireMaps(maps, field);
		final double[] out = new double[maps.length];
		final Place p = new Place();
		for (int y = 0, at = 0; y < height; y++) for (int x = 0; x < width; x++, at++) {
			p.move(x, y, field[at], field[pixels + at]);
			for (int c = 0; c < maps.length; c += pixels)
				out[c + at] = (1 - p.fy) * ((1 - p.fx) * maps[c + p.a] + p.fx * maps[c + p.b])
						+ p.fy * ((1 - p.fx) * maps[c + p.c] + p.fx * maps[c + p.d]);
		}
		return out;
	}

	/**
	 * {@return the error at the maps: the transpose of {@link #sample} for one field}
	 *
	 * @param error at the samples
	 * @param field displacements, [2, height, width]
	 */
	public double[] sampleAdjoint(final double[] error, final double... field) {
		final int pixels = requireMaps(error, field);
		final double[] maps = new double[error.length];
		final Place p = new Place();
		for (int y = 0, at = 0; y < height; y++) for (int x = 0; x < width; x++, at++) {
			p.move(x, y, field[at], field[pixels + at]);
			for (int c = 0; c < error.length; c += pixels) {
				final double e = error[c + at];
				maps[c + p.a] += (1 - p.fy) * (1 - p.fx) * e;
				maps[c + p.b] += (1 - p.fy) * p.fx * e;
				maps[c + p.c] += p.fy * (1 - p.fx) * e;
				maps[c + p.d] += p.fy * p.fx * e;
			}
		}
		return maps;
	}

	/**
	 * {@return the error at the displacements, [2, height, width]. It is 0 along an axis on which the position is
	 * clamped; at whole pixels, where the samples have a kink, it takes the slope towards the next pixel}
	 *
	 * @param maps [channels, height, width]
	 * @param error at the samples
	 * @param field displacements, [2, height, width]
	 */
	public double[] fieldError(final double[] maps, final double[] error, final double... field) {
		final int pixels = requireMaps(maps, field);
		requireLength(error, maps.length);
		final double[] out = new double[field.length];
		final Place p = new Place();
		for (int y = 0, at = 0; y < height; y++) for (int x = 0; x < width; x++, at++) {
			p.move(x, y, field[at], field[pixels + at]);
			double dx = 0;
			double dy = 0;
			for (int c = 0; c < maps.length; c += pixels) {
				final double e = error[c + at];
				dx += e * ((1 - p.fy) * (maps[c + p.b] - maps[c + p.a]) + p.fy * (maps[c + p.d] - maps[c + p.c]));
				dy += e * ((1 - p.fx) * (maps[c + p.c] - maps[c + p.a]) + p.fx * (maps[c + p.d] - maps[c + p.b]));
			}
			out[at] = p.clampedX ? 0 : dx;
			out[pixels + at] = p.clampedY ? 0 : dy;
		}
		return out;
	}

	/** The sample of a pixel: between the pixels a and b and, below them, c and d. */
	private final class Place {
		private int a;
		private int b;
		private int c;
		private int d;
		private double fx;
		private double fy;
		private boolean clampedX;
		private boolean clampedY;

		private void move(final int fromX, final int fromY, final double dx, final double dy) {
			final double toX = fromX + dx;
			final double toY = fromY + dy;
			final double x = clamped(toX, width - 1);
			final double y = clamped(toY, height - 1);
			clampedX = x != toX;
			clampedY = y != toY;
			final int left = (int) x;
			final int top = (int) y;
			fx = x - left;
			fy = y - top;
			final int right = Math.min(left + 1, width - 1);
			a = top * width + left;
			b = top * width + right;
			final int below = Math.min(top + 1, height - 1) * width;
			c = below + left;
			d = below + right;
		}
	}

	/** Faster than Math.min and Math.max; NaN stays NaN. */
	private static double clamped(final double x, final int most) {
		if (x < 0) return 0;
		return x > most ? most : x;
	}

	private int requireMaps(final double[] maps, final double... field) {
		requireLength(field, 2 * height * width);
		if (maps.length % (height * width) != 0)
			throw new IllegalArgumentException(maps.length + " numbers are not maps of " + height + "x" + width);
		return height * width;
	}

	private static void requireLength(final double[] numbers, final int length) {
		if (numbers.length != length)
			throw new IllegalArgumentException(numbers.length + " numbers instead of " + length);
	}
}
