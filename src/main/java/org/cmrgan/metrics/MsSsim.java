/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * Multi-scale structural similarity (Wang et al. 2003) of images in [-1, 1]. The window is Gaussian, 11 pixels wide
 * with σ = 1.5, applied only where it fits; scales are made by 2×2 means. It uses as many of the five published
 * weights, renormalised, as there are scales on which the window fits: three at 80×80 (.071, .453, .476).
 */
public final class MsSsim {
	private static final double[] WEIGHTS = { 0.0448, 0.2856, 0.3001, 0.2363, 0.1333 };
	private static final int WINDOW = 11;
	private static final double C1 = Math.pow(0.01 * 2, 2);
	private static final double C2 = Math.pow(0.03 * 2, 2);
	private static final double[] GAUSS = gauss();

	private MsSsim() {}

	/**
	 * The similarity of two images, 1 = equal.
	 *
	 * @param a pixels, row-major
	 * @param b pixels, row-major
	 * @param width at least 11
	 * @param height at least 11
	 */
	static double between(final float[] a, final float[] b, final int width, final int height) {
		return between(pyramid(a, width, height), pyramid(b, width, height));
	}

	/**
	 * Measures the mean similarity of pairs within one set: the lower, the more diverse. Compare it with the value of
	 * the real set.
	 *
	 * @param images at least 2
	 * @param width image width, pixels
	 * @param height image height, pixels
	 * @param most largest number of pairs; if the set has more, this many are drawn at random
	 * @param random source of random numbers
	 * @return the mean over pairs of different images
	 */
	public static double diversity(final float[][] images, final int width, final int height, final int most,
			final RandomGenerator random) {
		final int n = images.length;
		if (n < 2) throw new IllegalArgumentException("diversity needs at least 2 images");
		final List<List<Scale>> pyramids = new ArrayList<>();
		for (final float[] image : images) pyramids.add(pyramid(image, width, height));
		double sum = 0;
		final long pairs = n * (n - 1L) / 2;
		if (pairs <= most) {
			for (int i = 0; i < n; i++) for (int j = 0; j < i; j++) sum += between(pyramids.get(i), pyramids.get(j));
			return sum / pairs;
		}
		for (int p = 0; p < most; p++) {
			final int i = random.nextInt(n);
			final int j = (i + 1 + random.nextInt(n - 1)) % n;
			sum += between(pyramids.get(i), pyramids.get(j));
		}
		return sum / most;
	}

	private static double between(final List<Scale> a, final List<Scale> b) {
		final int scales = a.size();
		double total = 0;
		for (int s = 0; s < scales; s++) total += WEIGHTS[s];
		double out = 1;
		for (int s = 0; s < scales; s++) {
			// A negative mean has no real power, and counts as 0.
			final double factor = Math.max(0, a.get(s).similarity(b.get(s), s == scales - 1));
			out *= Math.pow(factor, WEIGHTS[s] / total);
		}
		return out;
	}

	private static List<Scale> pyramid(final float[] image, final int width, final int height) {
		if (width < WINDOW || height < WINDOW)
			throw new IllegalArgumentException("MS-SSIM needs at least 11x11 pixels");
		final List<Scale> out = new ArrayList<>();
		float[] pixels = image;
		int w = width;
		int h = height;
		while (out.size() < WEIGHTS.length && w >= WINDOW && h >= WINDOW) {
			out.add(new Scale(pixels, w, h));
			pixels = halved(pixels, w, h);
			w /= 2;
			h /= 2;
		}
		return out;
	}

	private static float[] halved(final float[] p, final int w, final int h) {
		final int nw = w / 2;
		final int nh = h / 2;
		final float[] out = new float[nw * nh];
		for (int y = 0; y < nh; y++) for (int x = 0; x < nw; x++) {
			final int at = 2 * y * w + 2 * x;
			out[y * nw + x] = (p[at] + p[at + 1] + p[at + w] + p[at + w + 1]) / 4;
		}
		return out;
	}

	private static double[] gauss() {
		final double[] out = new double[WINDOW];
		double sum = 0;
		for (int i = 0; i < WINDOW; i++) {
			final double d = i - WINDOW / 2;
			out[i] = Math.exp(-d * d / (2 * 1.5 * 1.5));
			sum += out[i];
		}
		for (int i = 0; i < WINDOW; i++) out[i] /= sum;
		return out;
	}

	/** One image at one scale, with its local means and mean squares. */
	private static final class Scale {
		final float[] pixels;
		final int w;
		final int h;
		final double[] mean;
		final double[] square;

		Scale(final float[] pixels, final int w, final int h) {
			this.pixels = pixels;
			this.w = w;
			this.h = h;
			final double[] x = new double[w * h];
			for (int i = 0; i < x.length; i++) x[i] = pixels[i];
			mean = smooth(x);
			for (int i = 0; i < x.length; i++) x[i] *= x[i];
			square = smooth(x);
		}

		/** Mean of contrast × structure over the image, times luminance at the coarsest scale. */
		double similarity(final Scale other, final boolean coarsest) {
			final double[] product = new double[pixels.length];
			for (int i = 0; i < product.length; i++) product[i] = (double) pixels[i] * other.pixels[i];
			final double[] cross = smooth(product);
			double sum = 0;
			for (int i = 0; i < cross.length; i++) {
				final double ma = mean[i];
				final double mb = other.mean[i];
				final double va = square[i] - ma * ma;
				final double vb = other.square[i] - mb * mb;
				final double cs = (2 * (cross[i] - ma * mb) + C2) / (va + vb + C2);
				sum += coarsest ? cs * (2 * ma * mb + C1) / (ma * ma + mb * mb + C1) : cs;
			}
			return sum / cross.length;
		}

		private double[] smooth(final double[] x) {
			final int nw = w - WINDOW + 1;
			final int nh = h - WINDOW + 1;
			final double[] rows = new double[nw * h];
			for (int y = 0; y < h; y++) for (int i = 0; i < nw; i++) {
				double sum = 0;
				for (int k = 0; k < WINDOW; k++) sum += GAUSS[k] * x[y * w + i + k];
				rows[y * nw + i] = sum;
			}
			final double[] out = new double[nw * nh];
			for (int y = 0; y < nh; y++)
				for (int k = 0; k < WINDOW; k++)
					for (int i = 0; i < nw; i++) out[y * nw + i] += GAUSS[k] * rows[(y + k) * nw + i];
			return out;
		}
	}
}
