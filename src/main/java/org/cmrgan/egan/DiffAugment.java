/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.ArrayList;
import java.util.List;

import org.apache.commons.math3.random.RandomGenerator;

/**
 * Differentiable augmentation of all images that the discriminator sees, against overfitting on small sets (Zhao et al.
 * 2020, arXiv 2006.10738). Only transforms that preserve T1 values are used: translation by up to 1/8 of the side, and
 * cutout of a square of 1/4 of the side. Both fill with 0, the middle of the range. Each transform is linear, so its
 * gradient is its transpose.
 */
final class DiffAugment {
	private static final double SHIFT = 1 / 8.0;
	private static final double CUT = 1 / 4.0;

	private final int width;
	private final int height;
	private final boolean translation;
	private final boolean cutout;

	DiffAugment(final List<String> words, final int width, final int height) {
		this.width = width;
		this.height = height;
		translation = words.contains("translation");
		cutout = words.contains("cutout");
	}

	boolean isOff() {
		return !translation && !cutout;
	}

	/** Draws one transform for each of {@code count} images. */
	List<Transform> draw(final int count, final RandomGenerator random) {
		final List<Transform> out = new ArrayList<>();
		for (int i = 0; i < count; i++) out.add(new Transform(random));
		return out;
	}

	/** The transformed images; the same list if augmentation is off. */
	List<float[]> apply(final List<float[]> images, final List<Transform> transforms) {
		if (isOff()) return images;
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < images.size(); i++) out.add(transforms.get(i).apply(images.get(i)));
		return out;
	}

	/** The gradients with respect to the images before the transform, from those after it. */
	List<float[]> transpose(final List<float[]> gradients, final List<Transform> transforms) {
		if (isOff()) return gradients;
		final List<float[]> out = new ArrayList<>();
		for (int i = 0; i < gradients.size(); i++) out.add(transforms.get(i).transpose(gradients.get(i)));
		return out;
	}

	/** A translation, then a cutout. */
	final class Transform {
		private final int dx;
		private final int dy;
		private final int cutX;
		private final int cutY;
		private final int cutWidth;
		private final int cutHeight;

		private Transform(final RandomGenerator random) {
			final int mx = (int) Math.round(width * SHIFT);
			final int my = (int) Math.round(height * SHIFT);
			dx = translation ? random.nextInt(2 * mx + 1) - mx : 0;
			dy = translation ? random.nextInt(2 * my + 1) - my : 0;
			cutWidth = cutout ? (int) Math.round(width * CUT) : 0;
			cutHeight = cutout ? (int) Math.round(height * CUT) : 0;
			// The centre of the cutout is anywhere in the image, so part of it may lie outside.
			cutX = cutout ? random.nextInt(width) - cutWidth / 2 : 0;
			cutY = cutout ? random.nextInt(height) - cutHeight / 2 : 0;
		}

		private boolean isCut(final int x, final int y) {
			return x >= cutX && x < cutX + cutWidth && y >= cutY && y < cutY + cutHeight;
		}

		float[] apply(final float[] image) {
			final float[] out = new float[image.length];
			for (int y = 0; y < height; y++) {
				final int sy = y - dy;
				if (sy < 0 || sy >= height) continue;
				for (int x = Math.max(0, dx); x < Math.min(width, width + dx); x++)
					if (!isCut(x, y)) out[y * width + x] = image[sy * width + x - dx];
			}
			return out;
		}

		float[] transpose(final float[] gradient) {
			final float[] out = new float[gradient.length];
			for (int y = 0; y < height; y++) {
				final int sy = y - dy;
				if (sy < 0 || sy >= height) continue;
				for (int x = Math.max(0, dx); x < Math.min(width, width + dx); x++)
					if (!isCut(x, y)) out[sy * width + x - dx] = gradient[y * width + x];
			}
			return out;
		}
	}
}
