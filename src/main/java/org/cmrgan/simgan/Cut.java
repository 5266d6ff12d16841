/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import org.apache.commons.math3.random.RandomGenerator;

/** A square crop at a random position, mirrored or not. */
final class Cut {
	private final int width;
	private final int size;
	private final int left;
	private final int top;
	private final boolean mirrored;
	private final boolean upended;

	private Cut(final int width, final int size, final int left, final int top, final boolean mirrored,
			final boolean upended) {
		this.width = width;
		this.size = size;
		this.left = left;
		this.top = top;
		this.mirrored = mirrored;
		this.upended = upended;
	}

	/** @param size side of the crop in pixels, at most that of the image */
	static Cut at(final int width, final int height, final int size, final boolean flips,
			final RandomGenerator random) {
		final int left = random.nextInt(width - size + 1);
		final int top = random.nextInt(height - size + 1);
		final boolean mirrored = flips && random.nextBoolean();
		return new Cut(width, size, left, top, mirrored, flips && random.nextBoolean());
	}

	/** @param pixels of an image of the right size, row-major */
	float[] of(final float[] pixels) {
		final float[] out = new float[size * size];
		for (int y = 0; y < size; y++) {
			final int row = (top + (upended ? size - 1 - y : y)) * width + left;
			for (int x = 0; x < size; x++) out[y * size + x] = pixels[row + (mirrored ? size - 1 - x : x)];
		}
		return out;
	}
}
