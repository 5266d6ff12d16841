/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.Seeds;

/** Small sets of discs: the real ones are textured, the synthetic ones smooth. */
final class ToySets {
	private ToySets() {}

	static PatchSet discs(final int count, final int size, final boolean textured, final long seed) {
		final RandomGenerator random = new Seeds(seed).random("discs", 0);
		final List<Patch> patches = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < count; i++) {
			patches.add(new Patch((textured ? "r" : "s") + i, textured ? "subject" + i : "",
					i % 4 == 0 ? "healthy" : "patient", 0, Map.of()));
			final double cx = size * (0.4 + 0.2 * random.nextDouble());
			final double cy = size * (0.4 + 0.2 * random.nextDouble());
			final double radius = size * (i % 4 == 0 ? 0.2 : 0.3);
			final float[] image = new float[size * size];
			for (int p = 0; p < image.length; p++) {
				final boolean inside = Math.hypot(p % size - cx, p / size - cy) < radius;
				image[p] = (float) ((inside ? 0.5 : -0.5) + (textured ? 0.15 * random.nextGaussian() : 0));
			}
			pixels.add(image);
		}
		return new PatchSet(size, size, 1.2, patches, pixels);
	}

	/** The same images after the mean of each pixel with its eight neighbours; the rim stays. */
	static PatchSet blurred(final PatchSet set) {
		final int w = set.width();
		final List<float[]> out = new ArrayList<>();
		for (final float[] image : set.pixels()) {
			final float[] copy = image.clone();
			for (int p = 0; p < image.length; p++) {
				if (p % w == 0 || p % w == w - 1 || p < w || p >= image.length - w) continue;
				float sum = 0;
				for (int dy = -w; dy <= w; dy += w) for (int dx = -1; dx <= 1; dx++) sum += image[p + dy + dx];
				copy[p] = sum / 9;
			}
			out.add(copy);
		}
		return new PatchSet(w, set.height(), set.spacing(), set.patches(), out);
	}
}
