/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.UserError;

import ij.ImagePlus;
import ij.io.FileInfo;

/**
 * MetaImages as ImageJ's images and back.
 * <p>
 * Axes: x, y, slices, frames; a fifth axis, or the image's channels, become channels; three channels of MET_UCHAR
 * become RGB. Types: 8 and 16 bits are kept, negative values with a calibration function as ImageJ does; all others
 * become 32-bit float. Spacing becomes the calibration in mm, or in the header's DistanceUnits; origin, direction and
 * the other header fields become image properties, which ImageJ keeps in TIFF files too. Saving restores every field
 * that still fits the image.
 */
final class MetaImages {
	private MetaImages() {}

	/**
	 * Opens a file.
	 *
	 * @throws UserError if it is not a complete and valid MetaImage, or has more axes than ImageJ supports
	 */
	static ImagePlus open(final Path file) {
		final Path absolute = file.toAbsolutePath();
		final ImagePlus imp = toImagePlus(MetaImageReader.read(absolute), absolute.getFileName().toString());
		final FileInfo info = new FileInfo();
		info.fileName = absolute.getFileName().toString();
		info.directory = absolute.getParent() + absolute.getFileSystem().getSeparator();
		info.width = imp.getWidth();
		info.height = imp.getHeight();
		info.nImages = imp.getStackSize();
		imp.setFileInfo(info);
		return imp;
	}

	/**
	 * Saves an image, which is not changed.
	 *
	 * @param file its extension decides the format: .mha, or .mhd with a data file of the same name next to it
	 * @throws UserError if the extension is another, or the folder cannot be written to
	 */
	static void save(final ImagePlus imp, final Path file, final boolean compress) {
		MetaImageWriter.write(fromImagePlus(imp), file.toAbsolutePath(), compress);
	}

	/** @throws UserError if saving to the file would replace it, or the data file of an .mhd */
	static void refuseExisting(final Path file) {
		final List<Path> written = new ArrayList<>(List.of(file));
		final String name = String.valueOf(file.getFileName());
		if (name.toLowerCase(Locale.ROOT).endsWith(".mhd"))
			for (final String ending : List.of(".raw", ".zraw"))
				written.add(file.resolveSibling(name.substring(0, name.length() - 4) + ending));
		for (final Path path : written)
			if (Files.exists(path))
				throw UserError.of("The file %s already exists: give overwrite=true to replace it, or another path.",
						path);
	}

	/**
	 * A new ImageJ image with copies of the voxels.
	 *
	 * @throws UserError if it has more axes than ImageJ supports, or more voxels in a plane
	 */
	static ImagePlus toImagePlus(final MetaImage image, final String title) {
		final ImagePlus imp = new MetaImagePlanes(image).imagePlus(title);
		MetaImageProperties.set(image, imp);
		return imp;
	}

	/**
	 * The image as a MetaImage, with calibrated values. It may share the voxels of {@code imp}: use it before they
	 * change.
	 *
	 * @throws UserError if the image's properties or its calibration are not valid
	 */
	static MetaImage fromImagePlus(final ImagePlus imp) {
		return MetaImageProperties.restore(imp, new ImagePlusVoxels(imp));
	}
}
