/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/**
 * The power of an image by spatial frequency. The mean is subtracted and a Hann window applied first, because the edges
 * of an ROI would otherwise appear as high frequencies.
 */
public final class Spectrum {
	private final int width;
	private final int height;
	private final double[][] cos = new double[2][];
	private final double[][] sin = new double[2][];
	private final double[] hannX;
	private final double[] hannY;

	/**
	 * Prepares spectra of images of one size.
	 *
	 * @param width image width, pixels
	 * @param height image height, pixels
	 */
	public Spectrum(final int width, final int height) {
		this.width = width;
		this.height = height;
		cos[0] = table(width, true);
		sin[0] = table(width, false);
		cos[1] = table(height, true);
		sin[1] = table(height, false);
		hannX = hann(width);
		hannY = hann(height);
	}

	/**
	 * {@return the number of rings of {@link #radial}: frequencies from 0 to the Nyquist frequency of the shorter side,
	 * in steps of one cycle per image}
	 */
	public int rings() {
		return Math.min(width, height) / 2 + 1;
	}

	/**
	 * Mean power in rings of frequency; ring r holds frequencies that round to r cycles over the shorter side.
	 *
	 * @param pixels row-major
	 * @return {@link #rings()} values; corners beyond the last ring are left out
	 */
	public double[] radial(final float[] pixels) {
		return radial(power(pixels));
	}

	double[] radial(final double[] power) {
		final double[] sum = new double[rings()];
		final int[] count = new int[sum.length];
		final double shorter = Math.min(width, height);
		for (int v = 0; v < height; v++) for (int u = 0; u < width; u++) {
			final int ring = (int) Math.round(frequency(u, v) * shorter);
			if (ring >= sum.length) continue;
			sum[ring] += power[v * width + u];
			count[ring]++;
		}
		for (int r = 0; r < sum.length; r++) sum[r] /= Math.max(1, count[r]);
		return sum;
	}

	/**
	 * The share of the energy at and above half the Nyquist frequency (0.25 cycles per pixel): fine texture and noise.
	 * A blurred set has less of it than the reals, a refiner's artefacts more.
	 */
	double highFrequencyShare(final float[] pixels) {
		return highFrequencyShare(power(pixels));
	}

	double highFrequencyShare(final double[] power) {
		double high = 0;
		double all = 0;
		for (int v = 0; v < height; v++) for (int u = 0; u < width; u++) {
			all += power[v * width + u];
			if (frequency(u, v) >= 0.25) high += power[v * width + u];
		}
		return all > 0 ? high / all : 0;
	}

	/**
	 * {@return the mean of {@link #highFrequencyShare(float[])} over a set}
	 *
	 * @param images row-major, of one size
	 */
	public double highFrequencyShare(final float[][] images) {
		double sum = 0;
		for (final float[] image : images) sum += highFrequencyShare(image);
		return sum / images.length;
	}

	/** In cycles per pixel. */
	private double frequency(final int u, final int v) {
		final double fx = Math.min(u, width - u) / (double) width;
		final double fy = Math.min(v, height - v) / (double) height;
		return Math.sqrt(fx * fx + fy * fy);
	}

	/** |DFT|² as [v*width+u]; sizes such as 80 are no powers of two, and a direct separable transform is quick enough. */
	double[] power(final float[] pixels) {
		double mean = 0;
		for (final float p : pixels) mean += p;
		mean /= pixels.length;
		// Rows: a real signal needs only half of the frequencies.
		final int half = width / 2 + 1;
		final double[] re = new double[height * half];
		final double[] im = new double[height * half];
		for (int y = 0; y < height; y++) for (int u = 0; u < half; u++) {
			double a = 0;
			double b = 0;
			for (int x = 0, t = 0; x < width; x++) {
				final double p = (pixels[y * width + x] - mean) * hannX[x];
				a += p * cos[0][t];
				b -= p * sin[0][t];
				t += u;
				if (t >= width) t -= width;
			}
			re[y * half + u] = a * hannY[y];
			im[y * half + u] = b * hannY[y];
		}
		final double[] out = new double[width * height];
		for (int v = 0; v < height; v++) {
			final double[] a = new double[half];
			final double[] b = new double[half];
			for (int y = 0, t = 0; y < height; y++) {
				final double c = cos[1][t];
				final double s = sin[1][t];
				for (int u = 0; u < half; u++) {
					a[u] += re[y * half + u] * c + im[y * half + u] * s;
					b[u] += im[y * half + u] * c - re[y * half + u] * s;
				}
				t += v;
				if (t >= height) t -= height;
			}
			for (int u = 0; u < half; u++) {
				final double p = a[u] * a[u] + b[u] * b[u];
				out[v * width + u] = p;
				out[(height - v) % height * width + (width - u) % width] = p;
			}
		}
		return out;
	}

	private static double[] table(final int n, final boolean cosine) {
		final double[] out = new double[n];
		for (int i = 0; i < n; i++) out[i] = cosine ? Math.cos(2 * Math.PI * i / n) : Math.sin(2 * Math.PI * i / n);
		return out;
	}

	private static double[] hann(final int n) {
		final double[] out = new double[n];
		for (int i = 0; i < n; i++) out[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * (i + 0.5) / n);
		return out;
	}
}
