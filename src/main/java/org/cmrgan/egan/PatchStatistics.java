/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;

/**
 * How far the small patches of images are distributed from those of training images: the squared sliced Wasserstein distance
 * between patches of 7x7 pixels, at full and at half resolution (Elnekave and Weiss 2022, arXiv 2203.11862, with random positions).
 * Patches are whitened by the covariance of the training images' first, so that fine texture, which has little variance, counts
 * as much as shading. For a random direction w in that space the distance is mean_i (wᵀf_(i) − wᵀr_(i))², the sorted projections of
 * made and of real patches matched in order.
 * <p>
 * It says nothing of where in the image a patch is, and so leaves anatomy alone.
 */
final class PatchStatistics {
	private static final int SIDE = 7;
	private static final int LENGTH = SIDE * SIDE;
	private static final int SCALES = 2;
	/** Variance that is added before whitening: what lies below it is rounding and noise. */
	private static final double FLOOR = 1e-4;
	private static final int MOST_AXES = 4;
	private static final int REFERENCE_PATCHES = 20_000;

	private final int width;
	private final int height;
	private final int patches;
	private final int directions;
	/** By scale: columns are whitened directions, [pixel][direction]. */
	private final double[][][] whitening = new double[SCALES][][];

	/**
	 * @param train row-major training images
	 * @param patches compared at each scale, drawn anew at each call
	 * @param directions random projections at each scale, drawn anew at each call
	 */
	PatchStatistics(final List<float[]> train, final int width, final int height, final int patches,
			final int directions) {
		this.width = width;
		this.height = height;
		this.patches = patches;
		this.directions = directions;
		List<float[]> images = train;
		for (int scale = 0; scale < SCALES; scale++) {
			final float[][] some = new float[REFERENCE_PATCHES][LENGTH];
			new Positions(images.size(), scale, REFERENCE_PATCHES, new MersenneTwister(1)).cut(images, some);
			whitening[scale] = whitening(some);
			images = halved(images, scale);
		}
	}

	private static double[][] whitening(final float[]... x) {
		final double[] mean = new double[LENGTH];
		for (final float[] row : x) for (int k = 0; k < LENGTH; k++) mean[k] += row[k] / (double) x.length;
		final double[][] covariance = new double[LENGTH][LENGTH];
		for (final float[] row : x)
			for (int i = 0; i < LENGTH; i++)
				for (int j = 0; j <= i; j++) covariance[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]) / x.length;
		for (int i = 0; i < LENGTH; i++) {
			covariance[i][i] += FLOOR;
			for (int j = 0; j < i; j++) covariance[j][i] = covariance[i][j];
		}
		final EigenDecomposition e = new EigenDecomposition(new Array2DRowRealMatrix(covariance, false));
		final double[][] out = new double[LENGTH][LENGTH];
		for (int a = 0; a < LENGTH; a++) {
			final double scale = 1 / Math.sqrt(Math.max(FLOOR, e.getRealEigenvalue(a)));
			for (int k = 0; k < LENGTH; k++) out[k][a] = scale * e.getEigenvector(a).getEntry(k);
		}
		return out;
	}

	/** Where patches are: image, row, column. */
	private final class Positions {
		private final int[] image;
		private final int[] corner;
		private final int w;

		Positions(final int images, final int scale, final int count, final RandomGenerator random) {
			w = width >> scale;
			final int h = height >> scale;
			image = new int[count];
			corner = new int[count];
			for (int i = 0; i < count; i++) {
				image[i] = random.nextInt(images);
				corner[i] = random.nextInt(h - SIDE + 1) * w + random.nextInt(w - SIDE + 1);
			}
		}

		void cut(final List<float[]> images, final float[]... out) {
			for (int i = 0; i < out.length; i++)
				for (int y = 0; y < SIDE; y++)
					System.arraycopy(images.get(image[i]), corner[i] + y * w, out[i], y * SIDE, SIDE);
		}

		void add(final float[][] gradients, final List<float[]> to) {
			for (int i = 0; i < gradients.length; i++) {
				final float[] pixels = to.get(image[i]);
				for (int k = 0; k < LENGTH; k++) pixels[corner[i] + k / SIDE * w + k % SIDE] += gradients[i][k];
			}
		}
	}

	/**
	 * The distance, the mean over scales and directions; 0 = same distribution, about 1 where fine texture is missing.
	 *
	 * @param made row-major images
	 * @param real some training images
	 * @param gradients added to: the derivative by each made pixel, times {@code weight}
	 * @return the distance, not weighted
	 */
	double distance(final List<float[]> made, final List<float[]> real, final double weight,
			final List<float[]> gradients, final RandomGenerator random) {
		double sum = 0;
		List<float[]> fakes = made;
		List<float[]> reals = real;
		for (int scale = 0; scale < SCALES; scale++) {
			final Positions places = new Positions(fakes.size(), scale, patches, random);
			final float[][] f = new float[patches][LENGTH];
			places.cut(fakes, f);
			final float[][] r = new float[patches][LENGTH];
			new Positions(reals.size(), scale, patches, random).cut(reals, r);
			final float[][] slopes = new float[patches][LENGTH];
			for (int d = 0; d < directions; d++) sum += along(direction(scale, random), f, r, weight, slopes);
			final List<float[]> byPixel = new ArrayList<>();
			for (final float[] image : fakes) byPixel.add(new float[image.length]);
			places.add(slopes, byPixel);
			spread(byPixel, scale, gradients);
			fakes = halved(fakes, scale);
			reals = halved(reals, scale);
		}
		return sum / (SCALES * directions);
	}

	/**
	 * A random unit vector of few axes of the whitened space, as a filter: along a sum of many all images look Gaussian, and
	 * a missing axis hardly shows.
	 */
	private float[] direction(final int scale, final RandomGenerator random) {
		final double[] w = new double[LENGTH];
		for (int i = 1 + random.nextInt(MOST_AXES); i > 0; i--) w[random.nextInt(LENGTH)] += random.nextGaussian();
		double norm = 0;
		for (final double v : w) norm += v * v;
		final float[] filter = new float[LENGTH];
		for (int k = 0; k < LENGTH; k++) {
			double v = 0;
			for (int a = 0; a < LENGTH; a++) v += whitening[scale][k][a] * w[a];
			filter[k] = (float) (v / Math.sqrt(norm));
		}
		return filter;
	}

	private double along(final float[] filter, final float[][] f, final float[][] r, final double weight,
			final float[]... slopes) {
		final float[] real = new float[patches];
		for (int i = 0; i < patches; i++) real[i] = dot(filter, r[i]);
		Arrays.sort(real);
		final long[] order = new long[patches];
		for (int i = 0; i < patches; i++) {
			// A float's bits, turned so that they order as the numbers do, with its place below them.
			final int bits = Float.floatToIntBits(dot(filter, f[i]));
			order[i] = ((long) (bits ^ (bits >> 31 & 0x7fffffff)) << 32) | i;
		}
		Arrays.sort(order);
		double sum = 0;
		final double each = 2 * weight / ((double) patches * SCALES * directions);
		for (int rank = 0; rank < patches; rank++) {
			final int i = (int) order[rank];
			final double off = dot(filter, f[i]) - real[rank];
			sum += off * off / patches;
			final float slope = (float) (each * off);
			for (int k = 0; k < LENGTH; k++) slopes[i][k] += slope * filter[k];
		}
		return sum;
	}

	private static float dot(final float[] a, final float... b) {
		float sum = 0;
		for (int k = 0; k < a.length; k++) sum += a[k] * b[k];
		return sum;
	}

	/** Means of 2x2 pixels of images of a scale. */
	private List<float[]> halved(final List<float[]> images, final int scale) {
		final int w = width >> scale;
		final List<float[]> out = new ArrayList<>();
		for (final float[] image : images) {
			final float[] small = new float[image.length / 4];
			for (int i = 0; i < image.length; i++) small[i / w / 2 * (w / 2) + i % w / 2] += image[i] / 4;
			out.add(small);
		}
		return out;
	}

	/** Adds gradients by the pixels of a scale to those by the pixels of the images. */
	private void spread(final List<float[]> small, final int scale, final List<float[]> to) {
		final int w = width >> scale;
		final float share = 1f / (1 << 2 * scale);
		for (int n = 0; n < small.size(); n++) {
			final float[] from = small.get(n);
			final float[] pixels = to.get(n);
			for (int i = 0; i < pixels.length; i++)
				pixels[i] += share * from[(i / width >> scale) * w + (i % width >> scale)];
		}
	}
}
