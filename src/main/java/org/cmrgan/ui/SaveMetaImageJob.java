/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.io.ImageScale;
import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;

import ij.ImagePlus;
import ij.WindowManager;

/** Save MetaImage: writes the active image, see {@link MetaImages}. */
public final class SaveMetaImageJob implements Job {
	private static final Key<String> PATH = Key.path("path",
			"file to write: .mha, or .mhd for a header with a separate data file");
	private static final Key<Boolean> COMPRESS = Key.flag("compress", "compress the voxels with zlib").or(true);
	private static final Key<Boolean> OVERWRITE = Key.flag("overwrite", "replace an existing file; false stops instead")
			.or(false);
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(PATH, COMPRESS, OVERWRITE);

	private final ImagePlus image;
	private final Path file;
	private final boolean compress;

	private SaveMetaImageJob(final ImagePlus image, final Path file, final boolean compress) {
		this.image = image;
		this.file = file;
		this.compress = compress;
	}

	/**
	 * {@return the job}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static SaveMetaImageJob of(final Map<String, String> given) {
		final Settings settings = Settings.parse(KEYS, given);
		final Path file = Path.of(settings.get(PATH));
		if (!settings.get(OVERWRITE)) MetaImages.refuseExisting(file);
		final ImagePlus image = WindowManager.getCurrentImage();
		if (image == null) throw new UserError("There is no image to save: open one first.");
		return new SaveMetaImageJob(image, file, settings.get(COMPRESS));
	}

	@Override
	public String name() {
		return Menu.SAVE_METAIMAGE;
	}

	@Override
	public void run(final RunContext context) {
		if (!ImageScale.isKnown(image.getCalibration()))
			context.warn(image.getTitle() + " has no pixel spacing: " + file.getFileName()
					+ " has no ElementSpacing; set the pixel size in mm with Image>Properties, and save again.");
		MetaImages.save(image, file, compress);
	}
}
