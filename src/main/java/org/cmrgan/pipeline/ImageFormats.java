/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.cmrgan.data.PatchFormat;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.PatchSetExport;
import org.cmrgan.data.Window;
import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;

/** Copies of image sets in formats of other programs, next to the stack and its table. */
public final class ImageFormats {
	/** The wanted formats. */
	public static final Key<List<String>> KEY = Key
			.words("format", "also write the images as PNG or TIFF files in one folder per class, or as one NPZ file",
					Arrays.stream(PatchFormat.values()).map(PatchFormat::word).toArray(String[]::new))
			.or(List.of());

	private ImageFormats() {}

	/** Writes the wanted copies of the images of fold k in a folder of the study. */
	static void write(final List<String> formats, final Study study, final int k, final Path folder,
			final RunContext context) {
		// The positive class has number 1.
		write(formats, List.of(study.info().negative(), study.info().positive()), study.info().window(k), folder,
				context);
	}

	/**
	 * Writes the wanted copies of the images in a folder.
	 *
	 * @param classes in the order of their numbers
	 * @param window intensities of -1 and 1, if all images share them
	 */
	static void write(final List<String> formats, final List<String> classes, final Optional<Window> window,
			final Path folder, final RunContext context) {
		for (final String word : formats) {
			context.checkCancelled();
			final Path to = PatchSetExport.write(PatchSet.read(folder),
					PatchFormat.valueOf(word.toUpperCase(Locale.ROOT)), classes, window, folder);
			context.info("The images are also in " + to + ".");
		}
	}
}
