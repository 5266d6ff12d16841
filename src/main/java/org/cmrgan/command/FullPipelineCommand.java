/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Map;

import org.cmrgan.pipeline.FullPipelineJob;
import org.cmrgan.pipeline.Study;
import org.cmrgan.run.Menu;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Run Full Pipeline}: see {@link FullPipelineJob}. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.PIPELINE, description = Commands.PIPELINE_DOES, initializer = SuiteCommand.DESCRIBE)
public final class FullPipelineCommand extends ConfiguredCommand<FullPipelineJob> {
	@Parameter(label = "Input folder or CSV", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String input;

	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(label = "Positive label", persist = false, required = false)
	private String positive;

	@Parameter(persist = false, required = false)
	private String preset;

	@Parameter(persist = false, required = false)
	private String seed;

	@Parameter(label = "Continue from existing results", persist = false, required = false)
	private boolean resume = true;

	/** Creates the command. */
	public FullPipelineCommand() {
		super(Commands.PIPELINE);
	}

	@Override
	void open(final FullPipelineJob job, final Map<String, String> given) {
		Results.showPage(job.study().report().resolve("index.html"));
	}
}
