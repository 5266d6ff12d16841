/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.image.BufferedImage;

/** Patches as pictures for windows. */
final class GreyPicture {
	private GreyPicture() {}

	/** Grey values from black at -white to white at white. */
	static BufferedImage of(final float[] pixels, final int width, final int height, final float white) {
		final BufferedImage out = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
		for (int i = 0; i < pixels.length; i++) {
			final int grey = Math.max(0, Math.min(255, Math.round((pixels[i] / white + 1) * 127.5f)));
			out.getRaster().setSample(i % width, i / width, 0, grey);
		}
		return out;
	}
}
