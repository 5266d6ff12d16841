/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.metrics.Samples;

/**
 * Where T1 is compared, and within which range. Synthetic images have no masks, so the region is the same in all sets:
 * the pixels covered by training masks, over all flips, because generators are trained on flipped images. The range is
 * that of the masked training pixels with a margin on either side, which excludes most of blood, fat and lung.
 */
final class T1Region {
	/** Fraction of the masks that must cover a pixel for it to count. */
	private static final double SHARE = 0.05;
	/** Fraction of the masked pixels that is cut off at either end of the range. */
	private static final double TAIL = 0.01;
	private static final double MORE_MS = 100;

	private final Window window;
	private final int[] pixels;
	private final double low;
	private final double high;
	private final String words;

	private T1Region(final Window window, final int[] pixels, final double low, final double high, final String words) {
		this.window = window;
		this.pixels = pixels;
		this.low = low;
		this.high = high;
		this.words = words;
	}

	/**
	 * @param masks above 0 inside, matched to the training images by id; without masks, the whole patch is compared
	 * @param window intensities of -1 and 1 in ms
	 */
	static T1Region of(final PatchSet training, final Optional<PatchSet> masks, final Window window) {
		final int n = training.width() * training.height();
		final int[] all = new int[n];
		Arrays.setAll(all, i -> i);
		final T1Region whole = new T1Region(window, all, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY,
				"whole patch");
		if (masks.isEmpty()) return whole;
		final double[] often = new double[n];
		final double[] inside = inside(training, masks.get(), window, often);
		if (inside.length == 0) return whole;
		final double least = SHARE * 4 * masks.get().size();
		final double low = Samples.quantile(inside, TAIL) - MORE_MS;
		final double high = Samples.quantile(inside, 1 - TAIL) + MORE_MS;
		return new T1Region(window, Arrays.stream(all).filter(i -> often[i] >= least).toArray(), low, high,
				String.format(Locale.ROOT, "pixels of %.0f to %.0f ms where the training masks lie", low, high));
	}

	/**
	 * T1 of all masked training pixels; counts in {@code often} how many masks cover a pixel, for every flip of each.
	 */
	private static double[] inside(final PatchSet training, final PatchSet masks, final Window window,
			final double[] often) {
		final int w = training.width();
		final int h = training.height();
		final Map<String, float[]> images = new HashMap<>();
		for (int i = 0; i < training.size(); i++) images.put(training.patch(i).id(), training.pixels(i));
		final double[] out = new double[masks.size() * w * h];
		int count = 0;
		for (int i = 0; i < masks.size(); i++) {
			final float[] image = images.get(masks.patch(i).id());
			if (image == null) continue;
			final float[] mask = masks.pixels(i);
			for (int y = 0; y < h; y++) for (int x = 0; x < w; x++) {
				if (mask[y * w + x] <= 0) continue;
				out[count++] = window.fromUnit(image[y * w + x]);
				often[y * w + x]++;
				often[y * w + w - 1 - x]++;
				often[(h - 1 - y) * w + x]++;
				often[(h - 1 - y) * w + w - 1 - x]++;
			}
		}
		return Arrays.copyOf(out, count);
	}

	/** A description such as "whole patch". */
	String words() {
		return words;
	}

	/** All values of a set in the region and range, in ms; may be empty. */
	double[] values(final PatchSet set) {
		final double[] out = new double[set.size() * pixels.length];
		int count = 0;
		for (final float[] image : set.pixels()) for (final int p : pixels) {
			final double value = window.fromUnit(image[p]);
			if (value >= low && value <= high) out[count++] = value;
		}
		return Arrays.copyOf(out, count);
	}
}
