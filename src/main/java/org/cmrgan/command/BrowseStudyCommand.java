/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Map;

import org.cmrgan.pipeline.BrowseStudyJob;
import org.cmrgan.run.Menu;
import org.cmrgan.ui.BrowseWindow;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Browse Study}: see {@link BrowseStudyJob}, and {@link BrowseWindow} where there are windows. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.BROWSE, description = Commands.BROWSE_DOES, initializer = SuiteCommand.DESCRIBE)
public final class BrowseStudyCommand extends SuiteCommand<BrowseStudyJob> {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	/** Creates the command. */
	public BrowseStudyCommand() {
		super(Commands.BROWSE);
	}

	@Override
	void open(final BrowseStudyJob job, final Map<String, String> given) {
		BrowseWindow.show(job.study(), job.fold());
	}
}
