/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.cmrgan.io.ImageScale;
import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.ui.MetaImages;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

import ij.ImagePlus;
import ij.WindowManager;

/** {@code Save MetaImage}: see {@link MetaImages}. */
@Plugin(type = Command.class, headless = true, menuPath = "File>Save As>Save MetaImage", description = "Writes the active image as .mha or .mhd, with calibration and geometry.", initializer = SuiteCommand.DESCRIBE)
public final class SaveMetaImageCommand extends SuiteCommand {
	private static final Key<String> PATH = Key.path("path",
			"the file to write, ending in .mha, or in .mhd for voxels in a file of their own");
	private static final Key<Boolean> COMPRESS = Key.flag("compress", "voxels in a zlib stream").or(true);

	private static final Key<Boolean> OVERWRITE = Key
			.flag("overwrite", "replace a file that is there; false refuses to").or(false);

	@Parameter(label = "File", persist = false, required = false, style = FileWidget.SAVE_STYLE)
	private String path;

	@Parameter(persist = false, required = false)
	private boolean compress = true;

	@Parameter(label = "Replace a file that is there", persist = false, required = false)
	private boolean overwrite;

	@Override
	Collection<Key<?>> jobKeys() {
		return List.of(PATH, COMPRESS, OVERWRITE);
	}

	@Override
	Job job(final Map<String, String> given) {
		final Settings settings = Settings.parse(jobKeys(), given);
		final Path file = Path.of(settings.get(PATH));
		if (!settings.get(OVERWRITE)) MetaImages.refuseExisting(file);
		final ImagePlus image = WindowManager.getCurrentImage();
		if (image == null) throw new UserError("There is no image to save: open one first.");
		return new Saving(image, file, settings.get(COMPRESS));
	}

	private static final class Saving implements Job {
		private final ImagePlus image;
		private final Path file;
		private final boolean compress;

		private Saving(final ImagePlus image, final Path file, final boolean compress) {
			this.image = image;
			this.file = file;
			this.compress = compress;
		}

		@Override
		public String name() {
			return "Save MetaImage";
		}

		@Override
		public void run(final RunContext context) {
			if (!ImageScale.isKnown(image.getCalibration()))
				context.warn(image.getTitle() + " does not say how far apart its pixels are: " + file.getFileName()
						+ " has no ElementSpacing; give them in mm by Image>Properties, and save again.");
			MetaImages.save(image, file, compress);
		}
	}
}
