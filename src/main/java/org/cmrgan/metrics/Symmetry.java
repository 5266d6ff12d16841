/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.ArrayList;
import java.util.List;

/** The 8 flips and rotations by 90° of a square image. An oblong image has the 4 that keep its size. */
public enum Symmetry {
	/** Unchanged. */
	IDENTITY(false, false, false, "as it is"),
	/** Mirrored left to right. */
	MIRROR(true, false, false, "mirrored left-right"),
	/** Mirrored top to bottom. */
	FLIP(false, true, false, "flipped top-bottom"),
	/** Rotated by 180 degrees. */
	HALF_TURN(true, true, false, "turned by 180°"),
	/** Transposed: rows and columns exchanged. */
	TRANSPOSE(false, false, true, "transposed"),
	/** Rotated by 90 degrees to the left. */
	QUARTER_TURN(true, false, true, "turned left by 90°"),
	/** Rotated by 90 degrees to the right. */
	THREE_QUARTER_TURN(false, true, true, "turned right by 90°"),
	/** Transposed along the other diagonal. */
	ANTI_TRANSPOSE(true, true, true, "transposed about the other diagonal");

	private final boolean mirror;
	private final boolean flip;
	private final boolean swap;
	private final String words;

	Symmetry(final boolean mirror, final boolean flip, final boolean swap, final String words) {
		this.mirror = mirror;
		this.flip = flip;
		this.swap = swap;
		this.words = words;
	}

	/**
	 * {@return the symmetries that keep the size of an image}
	 *
	 * @param width image width, pixels
	 * @param height image height, pixels
	 */
	public static List<Symmetry> of(final int width, final int height) {
		final List<Symmetry> out = new ArrayList<>();
		for (final Symmetry s : values()) if (width == height || !s.swap) out.add(s);
		return out;
	}

	/**
	 * {@return the symmetry of a description}
	 *
	 * @param words as {@link #words} returns them
	 * @throws IllegalArgumentException if there is no such symmetry
	 */
	public static Symmetry of(final String words) {
		for (final Symmetry s : values()) if (s.words.equals(words)) return s;
		throw new IllegalArgumentException("no image is moved by " + words);
	}

	/**
	 * Transforms an image.
	 *
	 * @param pixels row-major
	 * @param width image width, pixels
	 * @param height image height, pixels
	 * @return new pixels, row-major
	 */
	public float[] apply(final float[] pixels, final int width, final int height) {
		final float[] out = new float[pixels.length];
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
			final int sx = swap ? y : x;
			final int sy = swap ? x : y;
			final int fx = mirror ? width - 1 - sx : sx;
			final int fy = flip ? height - 1 - sy : sy;
			out[y * width + x] = pixels[fy * width + fx];
		}
		return out;
	}

	/** {@return a description, such as "mirrored left-right"} */
	public String words() {
		return words;
	}
}
