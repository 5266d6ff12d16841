/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Menu;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code New Study from Folder}: see {@link org.cmrgan.pipeline.NewStudyJob}, and {@link org.cmrgan.ui.FolderWizard} where there are windows. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.NEW_STUDY, description = Commands.NEW_STUDY_DOES, initializer = SuiteCommand.DESCRIBE)
public final class NewStudyCommand extends ConfiguredCommand<Job> {
	@Parameter(label = "Folder of images", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String input;

	@Parameter(label = "Table to write", persist = false, required = false, style = FileWidget.SAVE_STYLE)
	private String output;

	@Parameter(persist = false, required = false)
	private String pattern;

	@Parameter(persist = false, required = false)
	private String labels;

	@Parameter(persist = false, required = false)
	private String masks;

	/** Creates the command. */
	public NewStudyCommand() {
		super(Commands.NEW_STUDY);
	}
}
