/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.RefineSimGanJob;
import org.cmrgan.run.Menu;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Refine SimGAN}: see {@link RefineSimGanJob}, and {@link org.cmrgan.ui.RefineImageJob} for the active image. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.REFINE_SIMGAN, description = Commands.REFINE_SIMGAN_DOES, initializer = SuiteCommand.DESCRIBE)
public final class RefineSimGanCommand extends SuiteCommand<Job> {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Parameter(label = "or model.zip", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String model;

	@Parameter(persist = false, required = false)
	private String window;

	@Parameter(label = "Also in the unit of the scans (ms for T1)", persist = false, required = false)
	private boolean intensities;

	/** Creates the command. */
	public RefineSimGanCommand() {
		super(Commands.REFINE_SIMGAN);
	}

	@Override
	void open(final Job job, final Map<String, String> given) {
		if (job instanceof RefineSimGanJob) Results.showImages(((RefineSimGanJob) job).made(), "Refined images");
	}
}
