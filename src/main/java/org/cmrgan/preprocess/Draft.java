/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.function.Supplier;

/**
 * A patch before the window of the study is known: intensities as in the file, and values for the table and the contact
 * sheet.
 */
final class Draft {
	/** Index of the slice in its volume. */
	final int z;
	/** Median intensity of the heart. */
	final double median;
	/** Mean intensity of the heart. */
	final double mean;
	/** Side of the square region of interest in mm, without margin. */
	final double side;
	/** True if it has a mask. */
	final boolean masked;
	final Preview preview;
	private final Supplier<float[]> pixels;
	private final Supplier<float[]> mask;

	Draft(final int z, final float[] pixels, final float[] mask, final double median, final double mean,
			final double side, final Preview preview) {
		this(z, () -> pixels, () -> mask, mask.length > 0, median, mean, side, preview);
	}

	private Draft(final int z, final Supplier<float[]> pixels, final Supplier<float[]> mask, final boolean masked,
			final double median, final double mean, final double side, final Preview preview) {
		this.z = z;
		this.pixels = pixels;
		this.mask = mask;
		this.masked = masked;
		this.median = median;
		this.mean = mean;
		this.side = side;
		this.preview = preview;
	}

	/** The patch in the file's intensities, row-major. */
	float[] pixels() {
		return pixels.get();
	}

	/** The mask on the patch, 1 inside and 0 outside; empty if there was only a region. */
	float[] mask() {
		return mask.get();
	}

	/** A copy with its pixels in a file. */
	Draft in(final Spill spill) {
		return new Draft(z, spill.keep(pixels()), masked ? spill.keep(mask()) : mask, masked, median, mean, side,
				preview.in(spill));
	}
}
