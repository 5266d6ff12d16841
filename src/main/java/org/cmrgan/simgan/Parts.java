/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.Hashes;
import org.cmrgan.io.TiffFile;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;
import org.cmrgan.train.TrainingLoop;

import ij.ImagePlus;
import ij.ImageStack;
import ij.io.FileSaver;
import ij.process.FloatProcessor;

/**
 * The index of refiners that were trained one per label, in the folder that contains theirs. models.csv gives the
 * model.zip of each label, losses.csv the curves of all with a first column label, and samples.tif the snapshots of
 * all.
 */
final class Parts {
	/** Columns: label, file relative to the folder, SHA-256. */
	static final String MODELS = "models.csv";

	private Parts() {}

	/** @param labels each with a folder that a training has filled */
	static void index(final Path folder, final List<String> labels) {
		final StringBuilder models = new StringBuilder("label,file,sha256\n");
		final StringBuilder losses = new StringBuilder();
		try {
			for (final String label : labels) {
				final Path model = folder.resolve(label).resolve(Refiner.MODEL);
				models.append(cell(label)).append(',').append(cell(label + "/" + Refiner.MODEL)).append(',')
						.append(Hashes.of(model)).append('\n');
				final Path file = folder.resolve(label).resolve(TrainingLoop.LOSSES);
				if (!Files.exists(file)) continue;
				final List<String> lines = Files.readAllLines(file);
				if (losses.length() == 0) losses.append("label,").append(lines.get(0)).append('\n');
				lines.stream().skip(1).filter(l -> !l.isBlank())
						.forEach(l -> losses.append(cell(label)).append(',').append(l).append('\n'));
			}
		} catch (final IOException e) {
			throw new UserError(
					"Cannot read the curves in " + folder + " (" + e.getMessage() + "): check its permissions.", e);
		}
		if (losses.length() > 0) AtomicFiles.writeText(folder.resolve(TrainingLoop.LOSSES), losses.toString());
		samples(folder, labels);
		// Written last, because its presence means that everything is complete.
		AtomicFiles.writeText(folder.resolve(MODELS), models.toString());
	}

	private static void samples(final Path folder, final List<String> labels) {
		final Map<String, ImagePlus> images = new LinkedHashMap<>();
		for (final String label : labels) {
			final Path file = folder.resolve(label).resolve(TrainingLoop.SAMPLES);
			final ImagePlus image = Files.exists(file) ? TiffFile.open(file) : null;
			if (image != null) images.put(label, image);
		}
		if (images.isEmpty()) return;
		// A class of fewer samples has a smaller montage.
		final int width = images.values().stream().mapToInt(ImagePlus::getWidth).max().orElseThrow();
		final int height = images.values().stream().mapToInt(ImagePlus::getHeight).max().orElseThrow();
		final ImageStack all = new ImageStack(width, height);
		images.forEach((label, image) -> {
			for (int i = 1; i <= image.getStackSize(); i++) {
				final FloatProcessor plane = new FloatProcessor(width, height);
				plane.setValue(-1);
				plane.fill();
				plane.insert(image.getStack().getProcessor(i), 0, 0);
				all.addSlice(label + ", " + image.getStack().getSliceLabel(i), plane);
			}
		});
		final ImagePlus joined = new ImagePlus("samples", all);
		joined.setCalibration(images.values().iterator().next().getCalibration());
		joined.setDisplayRange(-1, 1);
		AtomicFiles.write(folder.resolve(TrainingLoop.SAMPLES), path -> {
			final FileSaver saver = new FileSaver(joined);
			final boolean saved = joined.getStackSize() > 1
					? saver.saveAsTiffStack(path.toString())
					: saver.saveAsTiff(path.toString());
			if (!saved) throw new IOException("ImageJ could not write the TIFF");
		});
	}

	private static String cell(final String text) {
		return text.matches("[^,\"\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
	}
}
