/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import org.cmrgan.pipeline.ExportModelJob;
import org.cmrgan.run.Menu;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Export Model}: see {@link org.cmrgan.pipeline.ExportModelJob}. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.EXPORT, description = Commands.EXPORT_DOES, initializer = SuiteCommand.DESCRIBE)
public final class ExportModelCommand extends SuiteCommand<ExportModelJob> {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Parameter(persist = false, required = false)
	private String network;

	@Parameter(persist = false, required = false)
	private String label;

	@Parameter(label = "or model.zip", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String model;

	@Parameter(label = "Output file", persist = false, required = false, style = FileWidget.SAVE_STYLE)
	private String output;

	@Parameter(persist = false, required = false)
	private String format;

	@Parameter(persist = false, required = false)
	private String window;

	/** Creates the command. */
	public ExportModelCommand() {
		super(Commands.EXPORT);
	}
}
