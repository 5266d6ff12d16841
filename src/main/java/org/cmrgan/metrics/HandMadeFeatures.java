/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/**
 * A fixed vector of image features that needs no trained weights and gives the same numbers everywhere. It consists of
 * the grey-level histogram and moments, co-occurrence texture (Haralick 1973), radial power spectrum, local binary
 * patterns (Ojala 2002), sharpness, and mean, standard deviation and angular harmonics in rings around the centre,
 * which describe the gross shape. All are invariant under the 8 flips and rotations by 90° of a square image. Scale
 * them by {@link FeatureScale} before comparing sets.
 */
public final class HandMadeFeatures {
	/** Name of these features, printed with every figure that uses them. */
	public static final String NAME = "hand-made features";

	private static final int BINS = 16;
	private static final double[] QUANTILES = { 0.05, 0.25, 0.5, 0.75, 0.95 };
	private static final int LEVELS = 16;
	private static final int[] OFFSETS = { 1, 2, 4 };
	private static final int SPECTRUM = 16;
	private static final int[] LBP_RADII = { 1, 2 };
	private static final int RINGS = 8;
	private static final int HARMONICS = 3;
	/** A step this small (about 10 ms of T1) is noise on a plateau, not a pattern. */
	private static final double LBP_STEP = 0.01;

	private final int width;
	private final int height;
	private final Spectrum spectrum;
	private final int[] ring;
	private final double[][] harmonicCos = new double[HARMONICS][];
	private final double[][] harmonicSin = new double[HARMONICS][];

	/**
	 * Features for images of one size.
	 *
	 * @param width image width, at least 8 pixels
	 * @param height image height, at least 8 pixels
	 */
	public HandMadeFeatures(final int width, final int height) {
		if (width < 8 || height < 8) throw new IllegalArgumentException("images of at least 8x8 pixels are needed");
		this.width = width;
		this.height = height;
		spectrum = new Spectrum(width, height);
		ring = new int[width * height];
		for (int h = 0; h < HARMONICS; h++) {
			harmonicCos[h] = new double[ring.length];
			harmonicSin[h] = new double[ring.length];
		}
		final double cx = (width - 1) / 2.0;
		final double cy = (height - 1) / 2.0;
		final double radius = Math.min(width, height) / 2.0;
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
			final int at = y * width + x;
			ring[at] = (int) Math.min(RINGS, Math.hypot(x - cx, y - cy) / radius * RINGS);
			final double angle = Math.atan2(y - cy, x - cx);
			for (int h = 0; h < HARMONICS; h++) {
				harmonicCos[h][at] = Math.cos((h + 1) * angle);
				harmonicSin[h][at] = Math.sin((h + 1) * angle);
			}
		}
	}

	/** The names of the features, in order. */
	static List<String> names() {
		final List<String> out = new ArrayList<>();
		for (int b = 0; b < BINS; b++) out.add("histogram " + b);
		Collections.addAll(out, "mean", "deviation", "skewness", "kurtosis");
		for (final double q : QUANTILES) out.add(String.format(Locale.ROOT, "quantile %.2f", q));
		for (final int d : OFFSETS)
			for (final String n : List.of("contrast", "homogeneity", "energy", "correlation", "entropy"))
				out.add("co-occurrence " + d + " " + n);
		for (int b = 0; b < SPECTRUM; b++) out.add("spectrum " + b);
		out.add("high-frequency share");
		for (final int r : LBP_RADII) for (int c = 0; c < 10; c++) out.add("binary pattern " + r + " " + c);
		Collections.addAll(out, "gradient mean", "gradient deviation", "gradient quantile 0.95", "laplacian deviation");
		for (int r = 0; r < RINGS; r++) {
			out.add("ring " + r + " mean");
			out.add("ring " + r + " deviation");
			for (int h = 1; h <= HARMONICS; h++) out.add("ring " + r + " harmonic " + h);
		}
		return out;
	}

	/**
	 * The features of several images.
	 *
	 * @param images row-major pixels in [-1, 1]
	 * @return [n][d], not scaled
	 */
	public double[][] of(final float[][] images) {
		final double[][] out = new double[images.length][];
		for (int i = 0; i < out.length; i++) out[i] = of(images[i]);
		return out;
	}

	/** The features of one image, not scaled; {@link #names()} lists them. */
	double[] of(final float[] pixels) {
		if (pixels.length != width * height)
			throw new IllegalArgumentException(pixels.length + " pixels for " + width + "x" + height);
		final Sink out = new Sink();
		histogram(pixels, out);
		moments(pixels, out);
		for (final int d : OFFSETS) coOccurrence(pixels, d, out);
		spectrum(pixels, out);
		for (final int r : LBP_RADII) binaryPatterns(pixels, r, out);
		sharpness(pixels, out);
		rings(pixels, out);
		return out.values();
	}

	/** Fractions of pixels in 16 bins over [-1, 1]; a value is split between the two nearest bin centres. */
	private static void histogram(final float[] pixels, final Sink out) {
		final double[] bins = new double[BINS];
		for (final float p : pixels) {
			final double at = Math.max(0, Math.min(BINS - 1, (p + 1) / 2 * BINS - 0.5));
			final int below = (int) at;
			bins[below] += 1 - (at - below);
			if (below + 1 < BINS) bins[below + 1] += at - below;
		}
		for (final double b : bins) out.add(b / pixels.length);
	}

	private static void moments(final float[] pixels, final Sink out) {
		final int n = pixels.length;
		double mean = 0;
		for (final float p : pixels) mean += p;
		mean /= n;
		double m2 = 0;
		double m3 = 0;
		double m4 = 0;
		final double[] values = new double[n];
		for (int i = 0; i < n; i++) {
			values[i] = pixels[i];
			final double d = values[i] - mean;
			m2 += d * d / n;
			m3 += d * d * d / n;
			m4 += d * d * d * d / n;
		}
		out.add(mean);
		out.add(Math.sqrt(m2));
		out.add(m2 > 1e-12 ? m3 / Math.pow(m2, 1.5) : 0);
		out.add(m2 > 1e-12 ? m4 / (m2 * m2) : 0);
		java.util.Arrays.sort(values);
		for (final double q : QUANTILES) out.add(values[(int) Math.round(q * (n - 1))]);
	}

	/** Symmetric co-occurrence of 16 grey levels at distance d along both axes and both diagonals together. */
	private void coOccurrence(final float[] pixels, final int d, final Sink out) {
		final int[] level = new int[pixels.length];
		for (int i = 0; i < level.length; i++)
			level[i] = Math.max(0, Math.min(LEVELS - 1, (int) Math.floor((pixels[i] + 1) / 2 * LEVELS)));
		final double[][] p = new double[LEVELS][LEVELS];
		double total = 0;
		final int[][] steps = { { d, 0 }, { 0, d }, { d, d }, { d, -d } };
		for (final int[] step : steps) for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
			final int tx = x + step[0];
			final int ty = y + step[1];
			if (tx >= width || ty < 0 || ty >= height) continue;
			final int a = level[y * width + x];
			final int b = level[ty * width + tx];
			p[a][b]++;
			p[b][a]++;
			total += 2;
		}
		double mean = 0;
		for (int a = 0; a < LEVELS; a++) for (int b = 0; b < LEVELS; b++) {
			p[a][b] /= total;
			mean += a * p[a][b];
		}
		double contrast = 0;
		double homogeneity = 0;
		double energy = 0;
		double covariance = 0;
		double variance = 0;
		double entropy = 0;
		for (int a = 0; a < LEVELS; a++) for (int b = 0; b < LEVELS; b++) {
			final double q = p[a][b];
			if (q == 0) continue;
			contrast += q * (a - b) * (a - b);
			homogeneity += q / (1 + (a - b) * (a - b));
			energy += q * q;
			covariance += q * (a - mean) * (b - mean);
			variance += q * (a - mean) * (a - mean);
			entropy -= q * Math.log(q);
		}
		out.add(contrast);
		out.add(homogeneity);
		out.add(energy);
		out.add(variance > 1e-12 ? covariance / variance : 1);
		out.add(entropy);
	}

	/** Log mean power in 16 bands between 0 and Nyquist, then the high-frequency share. */
	private void spectrum(final float[] pixels, final Sink out) {
		final double[] all = spectrum.power(pixels);
		final double[] power = spectrum.radial(all);
		for (int b = 0; b < SPECTRUM; b++) {
			final int from = b * power.length / SPECTRUM;
			final int to = Math.max(from + 1, (b + 1) * power.length / SPECTRUM);
			double sum = 0;
			for (int r = from; r < Math.min(to, power.length); r++) sum += power[r];
			out.add(Math.log10(sum / (to - from) + 1e-9));
		}
		out.add(spectrum.highFrequencyShare(all));
	}

	/** Rotation-invariant uniform patterns of the 8 neighbours at distance r: number of higher ones, or 9 if not uniform. */
	private void binaryPatterns(final float[] pixels, final int r, final Sink out) {
		final int[] dx = { r, r, 0, -r, -r, -r, 0, r };
		final int[] dy = { 0, r, r, r, 0, -r, -r, -r };
		final double[] codes = new double[10];
		for (int y = r; y < height - r; y++) for (int x = r; x < width - r; x++) {
			final double centre = pixels[y * width + x] + LBP_STEP;
			int ones = 0;
			int changes = 0;
			boolean last = pixels[(y + dy[7]) * width + x + dx[7]] > centre;
			for (int k = 0; k < 8; k++) {
				final boolean higher = pixels[(y + dy[k]) * width + x + dx[k]] > centre;
				if (higher) ones++;
				if (higher != last) changes++;
				last = higher;
			}
			codes[changes <= 2 ? ones : 9]++;
		}
		for (final double c : codes) out.add(c / ((width - 2.0 * r) * (height - 2.0 * r)));
	}

	private void sharpness(final float[] p, final Sink out) {
		final int n = (width - 2) * (height - 2);
		final double[] gradient = new double[n];
		double mean = 0;
		double square = 0;
		double laplace = 0;
		double laplaceSquare = 0;
		int i = 0;
		for (int y = 1; y < height - 1; y++) for (int x = 1; x < width - 1; x++) {
			final int at = y * width + x;
			final double gx = (p[at + 1] - p[at - 1]) / 2.0;
			final double gy = (p[at + width] - p[at - width]) / 2.0;
			final double g = Math.sqrt(gx * gx + gy * gy);
			gradient[i++] = g;
			mean += g / n;
			square += g * g / n;
			final double l = (double) p[at + 1] + p[at - 1] + p[at + width] + p[at - width] - 4.0 * p[at];
			laplace += l / n;
			laplaceSquare += l * l / n;
		}
		java.util.Arrays.sort(gradient);
		out.add(mean);
		out.add(Math.sqrt(Math.max(0, square - mean * mean)));
		out.add(gradient[(int) Math.round(0.95 * (n - 1))]);
		out.add(Math.sqrt(Math.max(0, laplaceSquare - laplace * laplace)));
	}

	/** In 8 rings out to the shorter half side: mean, deviation, and the amplitude of 1 to 3 cycles around the ring. */
	private void rings(final float[] pixels, final Sink out) {
		for (int r = 0; r < RINGS; r++) {
			double n = 0;
			double mean = 0;
			for (int i = 0; i < pixels.length; i++) if (ring[i] == r) {
				mean += pixels[i];
				n++;
			}
			mean /= Math.max(1, n);
			double variance = 0;
			final double[] re = new double[HARMONICS];
			final double[] im = new double[HARMONICS];
			for (int i = 0; i < pixels.length; i++) if (ring[i] == r) {
				final double d = pixels[i] - mean;
				variance += d * d;
				for (int h = 0; h < HARMONICS; h++) {
					re[h] += d * harmonicCos[h][i];
					im[h] += d * harmonicSin[h][i];
				}
			}
			out.add(mean);
			out.add(Math.sqrt(variance / Math.max(1, n)));
			for (int h = 0; h < HARMONICS; h++) out.add(Math.hypot(re[h], im[h]) / Math.max(1, n));
		}
	}

	private static final class Sink {
		private double[] values = new double[64];
		private int size;

		void add(final double value) {
			if (size == values.length) values = java.util.Arrays.copyOf(values, 2 * size);
			values[size++] = value;
		}

		double[] values() {
			return java.util.Arrays.copyOf(values, size);
		}
	}
}
