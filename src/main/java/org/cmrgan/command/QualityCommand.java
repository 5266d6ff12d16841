/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Map;

import org.cmrgan.pipeline.QualityJob;
import org.cmrgan.pipeline.Study;
import org.cmrgan.run.Menu;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Image Quality Report}: see {@link QualityJob}. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.QUALITY, description = Commands.QUALITY_DOES, initializer = SuiteCommand.DESCRIBE)
public final class QualityCommand extends ConfiguredCommand<QualityJob> {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	/** Creates the command. */
	public QualityCommand() {
		super(Commands.QUALITY);
	}

	@Override
	void open(final QualityJob job, final Map<String, String> given) {
		Results.showTable(job.made().resolve("metrics.csv"), "CMR GAN image quality");
	}
}
