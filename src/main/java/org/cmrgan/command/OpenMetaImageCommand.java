/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import org.cmrgan.run.Menu;
import org.cmrgan.ui.OpenMetaImageJob;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Open MetaImage}: see {@link OpenMetaImageJob}. */
@Plugin(type = Command.class, headless = true, menuPath = "File>Import>"
		+ Menu.OPEN_METAIMAGE, description = Commands.OPEN_METAIMAGE_DOES, initializer = SuiteCommand.DESCRIBE)
public final class OpenMetaImageCommand extends SuiteCommand<OpenMetaImageJob> {
	@Parameter(label = "File", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String path;

	/** Creates the command. */
	public OpenMetaImageCommand() {
		super(Commands.OPEN_METAIMAGE);
	}
}
