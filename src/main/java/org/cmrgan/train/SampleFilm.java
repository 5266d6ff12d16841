/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.cmrgan.io.TiffFile;

import ij.ImagePlus;
import ij.process.ImageProcessor;

/** Reads the images that {@link SampleStack} wrote: the same samples at several steps. */
public final class SampleFilm {
	private final List<String> labels = new ArrayList<>();
	private final List<List<float[]>> frames = new ArrayList<>();

	private SampleFilm() {}

	/**
	 * {@return the samples of a training; empty if it left none of this size}
	 *
	 * @param folder of the training
	 * @param width of an image, pixels
	 * @param height of an image, pixels
	 */
	public static SampleFilm read(final Path folder, final int width, final int height) {
		final SampleFilm film = new SampleFilm();
		final Path file = folder.resolve(TrainingLoop.SAMPLES);
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

	/** {@return true if there are no frames} */
	public boolean isEmpty() {
		return frames.isEmpty();
	}

	/**
	 * {@return the numbers of frames spread evenly, including the first and the last}
	 *
	 * @param most number of frames at most
	 */
	public List<Integer> spread(final int most) {
		final List<Integer> out = new ArrayList<>();
		final int n = frames.size();
		final int count = Math.min(most, n);
		for (int i = 0; i < count; i++) out.add(count == 1 ? n - 1 : (int) Math.round(i * (n - 1.0) / (count - 1)));
		return out;
	}

	/**
	 * {@return the label of a frame, such as "generation 250"}
	 *
	 * @param frame its number, from 0
	 */
	public String label(final int frame) {
		return labels.get(frame);
	}

	/**
	 * {@return the images of a frame, row-major, in [-1, 1]}
	 *
	 * @param frame its number, from 0
	 */
	public List<float[]> frame(final int frame) {
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
