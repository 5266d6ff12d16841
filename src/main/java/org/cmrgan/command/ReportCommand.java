/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Map;

import org.cmrgan.pipeline.ReportJob;
import org.cmrgan.pipeline.Study;
import org.cmrgan.run.Menu;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Write Report}: see {@link ReportJob}. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.REPORT, description = Commands.REPORT_DOES, initializer = SuiteCommand.DESCRIBE)
public final class ReportCommand extends SuiteCommand<ReportJob> {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	/** Creates the command. */
	public ReportCommand() {
		super(Commands.REPORT);
	}

	@Override
	void open(final ReportJob job, final Map<String, String> given) {
		Results.showPage(job.study().report().resolve("index.html"));
	}
}
