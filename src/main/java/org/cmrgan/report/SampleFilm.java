/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.cmrgan.io.TiffFile;

import ij.ImagePlus;
import ij.process.ImageProcessor;

/** The montages of a training, samples.tif, cut into their images again: the same samples at one step after another. */
final class SampleFilm {
	private final List<String> labels = new ArrayList<>();
	private final List<List<float[]>> frames = new ArrayList<>();

	private SampleFilm() {}

	/** @return empty if there is no such file or no such images in it */
	static SampleFilm read(final Path file, final int width, final int height) {
		final SampleFilm film = new SampleFilm();
		if (!Files.isRegularFile(file)) return film;
		final ImagePlus image = TiffFile.open(file);
		if (image.getWidth() % width != 0 || image.getHeight() % height != 0) return film;
		for (int s = 1; s <= image.getStackSize(); s++) {
			final ImageProcessor montage = image.getStack().getProcessor(s);
			final List<float[]> cells = new ArrayList<>();
			for (int top = 0; top < image.getHeight(); top += height)
				for (int left = 0; left < image.getWidth(); left += width) {
					final float[] cell = cell(montage, left, top, width, height);
					if (!isBlank(cell)) cells.add(cell);
				}
			final String label = image.getStack().getSliceLabel(s);
			film.labels.add(label == null ? String.valueOf(s) : label);
			film.frames.add(cells);
		}
		image.close();
		return film;
	}

	boolean isEmpty() {
		return frames.isEmpty();
	}

	/** Numbers of at most {@code most} frames spread evenly, the first and the last among them. */
	List<Integer> spread(final int most) {
		final List<Integer> out = new ArrayList<>();
		final int n = frames.size();
		final int count = Math.min(most, n);
		for (int i = 0; i < count; i++) out.add(count == 1 ? n - 1 : (int) Math.round(i * (n - 1.0) / (count - 1)));
		return out;
	}

	/** E.g. "generation 250". */
	String label(final int frame) {
		return labels.get(frame);
	}

	List<float[]> frame(final int frame) {
		return frames.get(frame);
	}

	private static float[] cell(final ImageProcessor montage, final int left, final int top, final int width,
			final int height) {
		final float[] out = new float[width * height];
		for (int y = 0; y < height; y++)
			for (int x = 0; x < width; x++) out[y * width + x] = montage.getf(left + x, top + y);
		return out;
	}

	/** The unused places of a montage are all -1. */
	private static boolean isBlank(final float[] cell) {
		for (final float v : cell) if (v != -1) return false;
		return true;
	}
}
