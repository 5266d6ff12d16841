/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import org.apache.commons.math3.random.RandomGenerator;
import org.apache.commons.math3.util.FastMath;

/**
 * Turns a section into the T1 map a scanner would show: eight inversion-recovery images with point spread, coil and
 * off-resonance shading, breathing shifts, ghosts along the phase-encoding axis (y) and noise in both channels, whose
 * magnitudes (Rician) go through the MOLLI fit pixel by pixel.
 */
final class Scanner {
	/** Standard deviation of the noise of either channel, relative to the signal of blood at the coil. */
	private static final double NOISE = 0.020;

	private Scanner() {}

	/** @return T1 in ms, x fastest; 0 where there is too little signal to fit */
	static short[] scan(final Section section, final RandomGenerator random) {
		final int width = section.columns / Section.FINE;
		final int height = section.rows / Section.FINE;
		final Molli molli = new Molli(60000.0 / (66 + 9 * random.nextGaussian()));
		final float[] series = acquire(section, molli, width, height, random);
		final double noise = NOISE * (1 + 0.15 * random.nextGaussian());
		final float[] real = new float[width * height];
		final float[] imaginary = new float[width * height];
		final float[] magnitudes = new float[width * height * Molli.SAMPLES];
		final Noise normal = new Noise(random.nextLong());
		for (int k = 0; k < Molli.SAMPLES; k++) {
			for (int i = 0; i < real.length; i++) real[i] = series[i * Molli.SAMPLES + k];
			final int shift = (int) (height * (0.28 + 0.1 * random.nextDouble()));
			ghost(real, width, height, shift, 0.022 * random.nextGaussian());
			final float[] across = pointSpread(0.55, 0.10 * random.nextGaussian());
			final float[] down = pointSpread(0.62, 0.22 * random.nextGaussian());
			final double scale = noise / Math.sqrt(power(across) * power(down));
			for (int i = 0; i < real.length; i++) {
				real[i] += (float) (scale * normal.next());
				imaginary[i] = (float) (scale * normal.next());
			}
			blur(real, width, height, across, down);
			blur(imaginary, width, height, across, down);
			for (int i = 0; i < real.length; i++)
				magnitudes[i * Molli.SAMPLES + k] = (float) Math.sqrt(real[i] * real[i] + imaginary[i] * imaginary[i]);
		}
		return fit(magnitudes, molli, 3.2 * noise);
	}

	private static short[] fit(final float[] magnitudes, final Molli molli, final double floor) {
		final short[] map = new short[magnitudes.length / Molli.SAMPLES];
		final double[] pixel = new double[Molli.SAMPLES];
		for (int i = 0; i < map.length; i++) {
			for (int k = 0; k < Molli.SAMPLES; k++) pixel[k] = magnitudes[i * Molli.SAMPLES + k];
			// The last three samples show whether there is tissue at all.
			if ((pixel[3] + pixel[4] + pixel[7]) / 3 < floor) continue;
			map[i] = (short) Math.rint(molli.fit(pixel));
		}
		return map;
	}

	/** Signals of all samples, averaged over the fine points of a pixel; sample fastest. */
	private static float[] acquire(final Section section, final Molli molli, final int width, final int height,
			final RandomGenerator random) {
		final float[] out = new float[width * height * Molli.SAMPLES];
		// Off-resonance lowers T1 by up to about 5 %, most near the lung below and behind the heart.
		final double tiltX = 0.45 * random.nextGaussian();
		final double tiltY = 0.45 * random.nextGaussian();
		final double veinX = section.heartX() + 26 + 4 * random.nextGaussian();
		final double veinY = section.heartY() + 26 + 4 * random.nextGaussian();
		final double vein = 0.9 * random.nextDouble();
		// Coil elements lie on the chest, above on the left, and under the back.
		final double coilX = -30 + 25 * random.nextGaussian();
		final float share = 1f / (Section.FINE * Section.FINE);
		for (int j = 0; j < section.rows; j++) {
			final double y = (j - (section.rows - 1) / 2.0) * section.step;
			for (int i = 0; i < section.columns; i++) {
				final int at = j * section.columns + i;
				if (section.signal[at] == 0) continue;
				final double x = (i - (section.columns - 1) / 2.0) * section.step;
				final double dx = (x - veinX) / 16;
				final double dy = (y - veinY) / 16;
				final double off = tiltX * x / 80 + tiltY * y / 80 + vein / (1 + dx * dx + dy * dy);
				final double dimmer = 1 - 0.035 * Math.min(4, off * off);
				final double cx = (x - coilX) / 190;
				final double cy = (y + 95) / 190;
				final double coil = 0.55 + 0.55 / (1 + cx * cx + cy * cy);
				molli.add(section.t1[at] * dimmer, (float) (share * coil * section.signal[at]), out,
						((j / Section.FINE) * width + i / Section.FINE) * Molli.SAMPLES);
			}
		}
		return out;
	}

	/** Adds a faint copy, shifted along the phase-encoding axis in both directions. */
	private static void ghost(final float[] image, final int width, final int height, final int shift,
			final double strength) {
		final float[] copy = image.clone();
		for (int j = 0; j < height; j++) {
			final int up = (j + shift) % height * width;
			final int down = (j + height - shift) % height * width;
			for (int i = 0; i < width; i++)
				image[j * width + i] += (float) (strength * (copy[up + i] + copy[down + i]) / 2);
		}
	}

	/** Five taps of a Gaussian, shifted by a fraction of a pixel. */
	private static float[] pointSpread(final double sigma, final double shift) {
		final double[] taps = new double[5];
		double sum = 0;
		for (int i = 0; i < taps.length; i++) {
			final double d = (i - 2 - shift) / sigma;
			taps[i] = FastMath.exp(-0.5 * d * d);
			sum += taps[i];
		}
		final float[] out = new float[taps.length];
		for (int i = 0; i < taps.length; i++) out[i] = (float) (taps[i] / sum);
		return out;
	}

	private static double power(final float[] taps) {
		double sum = 0;
		for (final double t : taps) sum += t * t;
		return sum;
	}

	private static void blur(final float[] image, final int width, final int height, final float[] across,
			final float[] down) {
		final float[] row = new float[width + 4];
		for (int j = 0; j < height; j++) {
			final int from = j * width;
			System.arraycopy(image, from, row, 2, width);
			row[0] = row[1] = row[2];
			row[width + 2] = row[width + 3] = row[width + 1];
			for (int i = 0; i < width; i++)
				image[from + i] = across[0] * row[i] + across[1] * row[i + 1] + across[2] * row[i + 2]
						+ across[3] * row[i + 3] + across[4] * row[i + 4];
		}
		final float[] copy = image.clone();
		final int last = height - 1;
		for (int j = 0; j < height; j++) {
			final int a = Math.max(0, j - 2) * width;
			final int b = Math.max(0, j - 1) * width;
			final int c = j * width;
			final int d = Math.min(last, j + 1) * width;
			final int e = Math.min(last, j + 2) * width;
			for (int i = 0; i < width; i++)
				image[c + i] = down[0] * copy[a + i] + down[1] * copy[b + i] + down[2] * copy[c + i]
						+ down[3] * copy[d + i] + down[4] * copy[e + i];
		}
	}
}
