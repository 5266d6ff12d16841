/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/**
 * How far a set of images is from real ones in fine detail: the mean of |ln P - ln P of the real ones| over the rings of
 * frequency at and above half the Nyquist frequency, where P is the mean power of the set in a ring. Ring by ring, so that
 * the noise that a network adds at the highest frequencies does not make up for the texture it lacks below them, as it
 * would in the sum of the power.
 */
public final class SpectralGap {
	private final Spectrum spectrum;
	private final double[] real;

	/** @param real the images to compare with, at least one, none of them without contrast */
	public SpectralGap(final float[][] real, final int width, final int height) {
		spectrum = new Spectrum(width, height);
		this.real = logs(real);
	}

	/** The gap of a set, 0 or more: 0.7 is a factor of two in power. */
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
