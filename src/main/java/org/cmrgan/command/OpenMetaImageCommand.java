/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.ui.MetaImages;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Open MetaImage}: see {@link MetaImages}. */
@Plugin(type = Command.class, headless = true, menuPath = "File>Import>Open MetaImage", description = "Opens .mha and .mhd files with calibration and geometry.", initializer = SuiteCommand.DESCRIBE)
public final class OpenMetaImageCommand extends SuiteCommand {
	private static final Key<String> PATH = Key.path("path", "the .mha or .mhd file");

	@Parameter(label = "File", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String path;

	@Override
	Collection<Key<?>> jobKeys() {
		return List.of(PATH);
	}

	@Override
	Job job(final Map<String, String> given) {
		return new Opening(Path.of(Settings.parse(jobKeys(), given).get(PATH)));
	}

	private static final class Opening implements Job {
		private final Path file;

		private Opening(final Path file) {
			this.file = file;
		}

		@Override
		public String name() {
			return "Open MetaImage";
		}

		@Override
		public void run(final RunContext context) {
			// Headless too: the next line of a macro works on it.
			MetaImages.open(file).show();
		}
	}
}
