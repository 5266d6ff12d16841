/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.BackendReportJob;
import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@code Backend Report}: see {@link org.cmrgan.pipeline.BackendReportJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Backend Report", description = "Says what computes here, how fast, why no GPU is used, and how long trainings take.", initializer = SuiteCommand.DESCRIBE)
public final class BackendReportCommand extends SuiteCommand {
	@Parameter(persist = false, required = false)
	private String preset;

	@Override
	Collection<Key<?>> jobKeys() {
		return BackendReportJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return BackendReportJob.of(given);
	}

	@Override
	void open(final Map<String, String> given) {
		Results.showLog();
	}
}
