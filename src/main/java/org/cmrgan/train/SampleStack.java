/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;

import org.cmrgan.io.TiffFile;
import org.cmrgan.run.AtomicFiles;

/** The file samples.tif: one montage per snapshot, as an ImageJ stack of the training; float32 in [-1, 1]. */
final class SampleStack {
	private static final int COLUMNS = 8;
	private final Path file;
	private final double spacing;
	private ImageStack stack;

	/** @param spacing pixel spacing in mm */
	SampleStack(final Path file, final double spacing) {
		this.file = file;
		this.spacing = spacing;
	}

	/** Keeps the snapshots up to {@code step} in the file of a resumed run; 0 deletes all. */
	void cutAfter(final long step) {
		stack = null;
		if (step == 0 || !Files.exists(file)) return;
		final ImagePlus saved = TiffFile.open(file);
		for (int i = 1; i <= saved.getStackSize(); i++) {
			final String label = saved.getStack().getSliceLabel(i);
			if (label == null || stepOf(label) > step) continue;
			append(label, saved.getStack().getProcessor(i).convertToFloatProcessor());
		}
	}

	private static long stepOf(final String label) {
		final String number = label.substring(label.lastIndexOf(' ') + 1).trim();
		// A label that was edited belongs to no step.
		return number.matches("\\d{1,18}") ? Long.parseLong(number) : Long.MAX_VALUE;
	}

	void add(final String unit, final long step, final List<float[]> images, final int width, final int height) {
		append(unit + " " + step, montage(images, width, height));
		final ImagePlus image = new ImagePlus("samples", stack);
		image.setDisplayRange(-1, 1);
		image.getCalibration().pixelWidth = spacing;
		image.getCalibration().pixelHeight = spacing;
		image.getCalibration().setUnit("mm");
		AtomicFiles.write(file, path -> {
			final FileSaver saver = new FileSaver(image);
			final boolean saved = stack.size() > 1
					? saver.saveAsTiffStack(path.toString())
					: saver.saveAsTiff(path.toString());
			if (!saved) throw new java.io.IOException("ImageJ could not write the TIFF");
		});
	}

	private void append(final String label, final FloatProcessor montage) {
		if (stack == null) stack = new ImageStack(montage.getWidth(), montage.getHeight());
		stack.addSlice(label, montage);
	}

	private static FloatProcessor montage(final List<float[]> images, final int width, final int height) {
		final int columns = Math.min(COLUMNS, images.size());
		final int rows = (images.size() + columns - 1) / columns;
		final FloatProcessor all = new FloatProcessor(columns * width, rows * height);
		all.setValue(-1);
		all.fill();
		for (int i = 0; i < images.size(); i++)
			all.insert(new FloatProcessor(width, height, images.get(i).clone()), i % columns * width,
					i / columns * height);
		return all;
	}
}
