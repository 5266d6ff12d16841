/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Shuffle;

/**
 * Draws batches with equally many images of both classes, so that both have the same weight. Within a class, no image
 * is repeated before every image was drawn.
 */
final class BalancedSampler {
	private final List<List<float[]>> classes = new ArrayList<>();
	private final int[] next = new int[2];
	private final RandomGenerator random;
	private int drawn;

	BalancedSampler(final List<float[]> negatives, final List<float[]> positives, final RandomGenerator random) {
		this.random = random;
		classes.add(new ArrayList<>(negatives));
		classes.add(new ArrayList<>(positives));
		for (final List<float[]> images : classes) Shuffle.of(images, random);
	}

	/** The class of the next image; classes alternate. */
	int nextClass() {
		return drawn++ % 2;
	}

	/** The next image of a class, not copied. */
	float[] draw(final int kind) {
		final List<float[]> images = classes.get(kind);
		if (next[kind] == images.size()) {
			Shuffle.of(images, random);
			next[kind] = 0;
		}
		return images.get(next[kind]++);
	}
}
