/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.FullPipelineJob;
import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Run Full Pipeline}: see {@link org.cmrgan.pipeline.FullPipelineJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Run Full Pipeline", description = "All stages in order, from raw scans to the report.", initializer = SuiteCommand.DESCRIBE)
public final class FullPipelineCommand extends ConfiguredCommand {
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

	@Parameter(label = "Go on with what is there", persist = false, required = false)
	private boolean resume = true;

	@Override
	Collection<Key<?>> jobKeys() {
		return FullPipelineJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return FullPipelineJob.of(given);
	}

	@Override
	void open(final Map<String, String> given) {
		Results.showPage(study(given).report().resolve("index.html"));
	}
}
