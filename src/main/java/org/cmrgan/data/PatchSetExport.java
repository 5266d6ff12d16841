/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;

import org.cmrgan.io.Npy;
import org.cmrgan.io.StableZip;
import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

import ij.ImagePlus;
import ij.io.FileSaver;
import ij.measure.Calibration;
import ij.process.FloatProcessor;

/** Copies of an image set in formats that other programs read, beside its images.mha and index.csv. */
public final class PatchSetExport {
	private PatchSetExport() {}

	/**
	 * Writes a set in another format. It appears complete or not at all, and replaces an earlier copy.
	 *
	 * @param set its ids and labels must be valid file names
	 * @param format the format to write
	 * @param classes in the order of their numbers: a label that is not among them is refused
	 * @param window what -1 and 1 stand for, if it is one for all images
	 * @param folder contains the set
	 * @return the file or folder
	 */
	public static Path write(final PatchSet set, final PatchFormat format, final List<String> classes,
			final Optional<Window> window, final Path folder) {
		final Path to = folder.resolve(format.file());
		if (format == PatchFormat.NPZ) AtomicFiles.write(to, path -> npz(set, classes, window, path));
		else
			AtomicFiles.writeFolder(to, beside -> files(set, format, beside));
		return to;
	}

	private static void npz(final PatchSet set, final List<String> classes, final Optional<Window> window,
			final Path path) throws IOException {
		final long[] labels = set.patches().stream().mapToLong(p -> classes.indexOf(p.label())).toArray();
		final List<String> ids = set.patches().stream().map(Patch::id).collect(Collectors.toList());
		try (StableZip zip = new StableZip(path)) {
			zip.add("images.npy", out -> Npy.floats(out, set.pixels(), set.size(), set.height(), set.width()))
					.add("labels.npy", out -> Npy.longs(out, labels)).add("classes.npy", out -> Npy.texts(out, classes))
					.add("ids.npy", out -> Npy.texts(out, ids))
					.add("spacing.npy", out -> Npy.doubles(out, set.spacing(), set.spacing()));
			if (window.isPresent())
				zip.add("window.npy", out -> Npy.doubles(out, window.get().low(), window.get().high()));
		}
	}

	private static void files(final PatchSet set, final PatchFormat format, final Path folder) throws IOException {
		final String ending = format == PatchFormat.PNG ? ".png" : ".tif";
		final List<Patch> rows = new ArrayList<>();
		for (int i = 0; i < set.size(); i++) {
			final Patch patch = set.patch(i);
			final List<String> names = List.of(patch.label(), patch.id() + ending);
			final List<String> problems = Labels.problems(names, folder.toString());
			if (!problems.isEmpty()) throw new UserError(problems);
			final Path file = folder.resolve(names.get(0)).resolve(names.get(1));
			Files.createDirectories(file.getParent());
			if (format == PatchFormat.PNG) png(set, i, file);
			else
				tiff(set, i, file);
			rows.add(patch.with("file", String.join("/", names)));
		}
		PatchSetFiles.writeRows(rows, folder);
	}

	private static void png(final PatchSet set, final int i, final Path file) throws IOException {
		final BufferedImage image = new BufferedImage(set.width(), set.height(), BufferedImage.TYPE_BYTE_GRAY);
		final int[] grey = new int[set.width() * set.height()];
		final float[] pixels = set.pixels(i);
		for (int p = 0; p < grey.length; p++)
			grey[p] = Math.max(0, Math.min(255, Math.round((pixels[p] + 1) * 127.5f)));
		image.getRaster().setPixels(0, 0, set.width(), set.height(), grey);
		if (!ImageIO.write(image, "png", file.toFile())) throw new IOException("Java could not write the PNG");
	}

	private static void tiff(final PatchSet set, final int i, final Path file) throws IOException {
		final ImagePlus image = new ImagePlus(set.patch(i).id(),
				new FloatProcessor(set.width(), set.height(), set.pixels(i).clone()));
		final Calibration calibration = new Calibration();
		calibration.pixelWidth = set.spacing();
		calibration.pixelHeight = set.spacing();
		calibration.setUnit("mm");
		image.setCalibration(calibration);
		image.setDisplayRange(-1, 1);
		if (!new FileSaver(image).saveAsTiff(file.toString())) throw new IOException("ImageJ could not write the TIFF");
	}
}
