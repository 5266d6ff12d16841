/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Menu;
import org.cmrgan.ui.SelectionJob;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Preprocess MHA ROI}: see {@link org.cmrgan.pipeline.PreprocessJob}, and {@link SelectionJob} for the active image. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.PREPROCESS, description = Commands.PREPROCESS_DOES, initializer = SuiteCommand.DESCRIBE)
public final class PreprocessCommand extends ConfiguredCommand<Job> {
	@Parameter(label = "Input folder or CSV", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String input;

	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String size;

	@Parameter(persist = false, required = false)
	private String spacing;

	@Parameter(persist = false, required = false)
	private String window;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String margin;

	@Parameter(persist = false, required = false)
	private String folds;

	@Parameter(label = "Positive label", persist = false, required = false)
	private String positive;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String seed;

	@Parameter(label = "Add regions to the ROI Manager", persist = false, required = false)
	private boolean rois;

	/** Creates the command. */
	public PreprocessCommand() {
		super(Commands.PREPROCESS);
	}

	@Override
	void open(final Job job, final Map<String, String> given) {
		SelectionJob.open(job, given);
	}
}
