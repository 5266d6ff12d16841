/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Map;

import org.cmrgan.pipeline.BackendReportJob;
import org.cmrgan.run.Menu;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@code Backend Report}: see {@link BackendReportJob}. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.BACKEND, description = Commands.BACKEND_DOES, initializer = SuiteCommand.DESCRIBE)
public final class BackendReportCommand extends SuiteCommand<BackendReportJob> {
	@Parameter(persist = false, required = false)
	private String preset;

	/** Creates the command. */
	public BackendReportCommand() {
		super(Commands.BACKEND);
	}

	@Override
	void open(final BackendReportJob job, final Map<String, String> given) {
		Results.showLog();
	}
}
