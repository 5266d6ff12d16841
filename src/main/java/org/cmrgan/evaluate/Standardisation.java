/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.Collection;

import org.cmrgan.data.PixelScaling;

/** Scales pixels before a network sees them. */
final class Standardisation {
	private Standardisation() {}

	/**
	 * @param kind patch: subtracts each image's own mean and divides by its standard deviation; fold: uses mean and
	 * standard deviation of all training images; none
	 * @param training the real training images
	 */
	static PixelScaling of(final String kind, final Collection<float[]> training) {
		if (kind.equals("patch")) return PixelScaling.ofEachImage();
		if (kind.equals("none")) return PixelScaling.none();
		double sum = 0;
		double squares = 0;
		double count = 0;
		for (final float[] image : training) for (final float v : image) {
			sum += v;
			squares += (double) v * v;
			count++;
		}
		return PixelScaling.by(sum, squares, count);
	}
}
