/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/**
 * How far a set of images is from real ones in fine texture: the mean of |ln P − ln P_real| over the rings of frequency
 * at and above half the Nyquist frequency. P is the mean power of the set in a ring. Comparing ring by ring prevents
 * the noise that a network adds at the highest frequencies from making up for the texture that it lacks below, as it
 * would in the sum of the power.
 */
public final class SpectralGap {
	private final Spectrum spectrum;
	private final double[] real;

	/**
	 * Computes the spectrum of the real images.
	 *
	 * @param real the images to compare with, at least one, each with some contrast
	 * @param width image width, pixels
	 * @param height image height, pixels
	 */
	public SpectralGap(final float[][] real, final int width, final int height) {
		spectrum = new Spectrum(width, height);
		this.real = logs(real);
	}

	/**
	 * {@return the gap of a set, 0 or more; 0.7 is a factor of two in power}
	 *
	 * @param images row-major, of the size of the real images
	 */
	public double of(final float[][] images) {
		final double[] logs = logs(images);
		double sum = 0;
		for (int i = 0; i < logs.length; i++) sum += Math.abs(logs[i] - real[i]);
		return sum / logs.length;
	}

	private double[] logs(final float[][] images) {
		final int first = (spectrum.rings() - 1) / 2;
		final double[] out = new double[spectrum.rings() - first];
		for (final float[] image : images) {
			final double[] rings = spectrum.radial(image);
			for (int r = 0; r < out.length; r++) out[r] += rings[first + r] / images.length;
		}
		for (int r = 0; r < out.length; r++) out[r] = Math.log(Math.max(out[r], Double.MIN_NORMAL));
		return out;
	}
}
