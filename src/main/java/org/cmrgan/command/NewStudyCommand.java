/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.NewStudyJob;
import org.cmrgan.run.Key;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code New Study from Folder}: see {@link org.cmrgan.pipeline.NewStudyJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "New Study from Folder", description = "Finds images, masks and ROIs in a folder, and writes the table of subjects.", initializer = SuiteCommand.DESCRIBE)
public final class NewStudyCommand extends ConfiguredCommand {
	@Parameter(label = "Folder of images", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String input;

	@Parameter(label = "Table to write", persist = false, required = false, style = FileWidget.SAVE_STYLE)
	private String output;

	@Parameter(persist = false, required = false)
	private String pattern;

	@Parameter(persist = false, required = false)
	private String labels;

	@Parameter(persist = false, required = false)
	private String masks;

	@Override
	Collection<Key<?>> jobKeys() {
		return NewStudyJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return NewStudyJob.of(given);
	}
}
