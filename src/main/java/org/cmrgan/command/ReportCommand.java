/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.ReportJob;
import org.cmrgan.run.Key;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Write Report}: see {@link org.cmrgan.pipeline.ReportJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Write Report", description = "Writes one page with the tables and figures of a study.", initializer = SuiteCommand.DESCRIBE)
public final class ReportCommand extends SuiteCommand {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Override
	Collection<Key<?>> jobKeys() {
		return ReportJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return ReportJob.of(given);
	}

	@Override
	void open(final Map<String, String> given) {
		Results.showPage(study(given).report().resolve("index.html"));
	}
}
