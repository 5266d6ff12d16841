/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Bilinear;

/**
 * Augments the real images that the discriminator sees, as published: horizontal and vertical flips, and 0 to 2 % of
 * shift and zoom on both axes (Fu et al. 2021, section 2). Pixels outside the image repeat its edge.
 */
final class InputAugmentation {
	private static final double MOST = 0.02;
	private final boolean hflip;
	private final boolean vflip;
	private final boolean shift;
	private final boolean zoom;

	InputAugmentation(final List<String> words) {
		hflip = words.contains("hflip");
		vflip = words.contains("vflip");
		shift = words.contains("shift");
		zoom = words.contains("zoom");
	}

	/** An augmented copy of a row-major image. */
	float[] apply(final float[] image, final int width, final int height, final RandomGenerator random) {
		final boolean mirrorX = hflip && random.nextBoolean();
		final boolean mirrorY = vflip && random.nextBoolean();
		final double dx = shift ? between(random, MOST) * width : 0;
		final double dy = shift ? between(random, MOST) * height : 0;
		final double zx = zoom ? 1 + between(random, MOST) : 1;
		final double zy = zoom ? 1 + between(random, MOST) : 1;
		final double cx = (width - 1) / 2.0;
		final double cy = (height - 1) / 2.0;
		final float[] out = new float[image.length];
		for (int y = 0; y < height; y++) {
			final double sy = cy + ((mirrorY ? height - 1 - y : y) - cy) / zy + dy;
			for (int x = 0; x < width; x++) {
				final double sx = cx + ((mirrorX ? width - 1 - x : x) - cx) / zx + dx;
				out[y * width + x] = Bilinear.at(image, width, height, sx, sy);
			}
		}
		return out;
	}

	private static double between(final RandomGenerator random, final double most) {
		return (2 * random.nextDouble() - 1) * most;
	}
}
