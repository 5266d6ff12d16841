/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Bilinear;

/**
 * Classic augmentation: flips in x and y, rotation within an angle, shift within 2 % of the size in x and y, and zoom
 * within 2 %, all uniform. The image is resampled once, bilinearly, and pixels outside repeat the edge. Intensities do
 * not change, because T1 is a measurement.
 */
final class ClassicAugmentation {
	/** The transforms; each can be left out. */
	enum Piece {
		/** Left to right, in half of the images. */
		HFLIP,
		/** Top to bottom, in half of the images. */
		VFLIP,
		ROTATION,
		ZOOM,
		SHIFT;

		static Piece of(final String key) {
			return valueOf(key.toUpperCase(Locale.ROOT));
		}

		static String[] keys() {
			return Arrays.stream(values()).map(p -> p.name().toLowerCase(Locale.ROOT)).toArray(String[]::new);
		}
	}

	private static final double SHARE = 0.02;

	private final int width;
	private final int height;
	private final Set<Piece> pieces;
	private final double degrees;

	/**
	 * @param width width of the images in pixels
	 * @param degrees largest rotation angle, in either direction
	 */
	ClassicAugmentation(final int width, final int height, final Set<Piece> pieces, final double degrees) {
		this.width = width;
		this.height = height;
		this.degrees = degrees;
		this.pieces = pieces.isEmpty() ? EnumSet.noneOf(Piece.class) : EnumSet.copyOf(pieces);
	}

	/** An augmented copy of an image of width*height values, row-major, x fastest. */
	float[] apply(final float[] image, final RandomGenerator random) {
		// All values are drawn, used or not, so that leaving out one transform does not change the others.
		final double flipX = random.nextBoolean() && pieces.contains(Piece.HFLIP) ? -1 : 1;
		final double flipY = random.nextBoolean() && pieces.contains(Piece.VFLIP) ? -1 : 1;
		final double angle = Math.toRadians(degrees) * symmetric(random) * used(Piece.ROTATION);
		final double zoom = 1 / (1 + SHARE * symmetric(random) * used(Piece.ZOOM));
		final double shiftX = SHARE * width * symmetric(random) * used(Piece.SHIFT);
		final double shiftY = SHARE * height * symmetric(random) * used(Piece.SHIFT);
		return resample(image, flipX, flipY, angle, zoom, shiftX, shiftY);
	}

	private int used(final Piece piece) {
		return pieces.contains(piece) ? 1 : 0;
	}

	/** Looks up each new pixel in the old image: out(p) = in(c + zoom R(angle) F (p - c - shift)). */
	float[] resample(final float[] image, final double flipX, final double flipY, final double angle, final double zoom,
			final double shiftX, final double shiftY) {
		final double centreX = (width - 1) / 2.0;
		final double centreY = (height - 1) / 2.0;
		final double cos = zoom * Math.cos(angle);
		final double sin = zoom * Math.sin(angle);
		final float[] out = new float[image.length];
		for (int y = 0; y < height; y++) {
			final double v = flipY * (y - centreY - shiftY);
			for (int x = 0; x < width; x++) {
				final double u = flipX * (x - centreX - shiftX);
				out[y * width + x] = Bilinear.at(image, width, height, centreX + cos * u - sin * v,
						centreY + sin * u + cos * v);
			}
		}
		return out;
	}

	private static double symmetric(final RandomGenerator random) {
		return 2 * random.nextDouble() - 1;
	}
}
