/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import org.cmrgan.run.Menu;
import org.cmrgan.ui.SaveMetaImageJob;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Save MetaImage}: see {@link SaveMetaImageJob}. */
@Plugin(type = Command.class, headless = true, menuPath = "File>Save As>"
		+ Menu.SAVE_METAIMAGE, description = Commands.SAVE_METAIMAGE_DOES, initializer = SuiteCommand.DESCRIBE)
public final class SaveMetaImageCommand extends SuiteCommand<SaveMetaImageJob> {
	@Parameter(label = "File", persist = false, required = false, style = FileWidget.SAVE_STYLE)
	private String path;

	@Parameter(persist = false, required = false)
	private boolean compress = true;

	@Parameter(label = "Replace an existing file", persist = false, required = false)
	private boolean overwrite;

	/** Creates the command. */
	public SaveMetaImageCommand() {
		super(Commands.SAVE_METAIMAGE);
	}
}
