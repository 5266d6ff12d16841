/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import org.cmrgan.pipeline.MakePhantomJob;
import org.cmrgan.run.Menu;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Make Phantom Data}: see {@link MakePhantomJob}. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.MAKE_PHANTOM, description = Commands.MAKE_PHANTOM_DOES, initializer = SuiteCommand.DESCRIBE)
public final class MakePhantomCommand extends ConfiguredCommand<MakePhantomJob> {
	@Parameter(label = "Output folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String output;

	@Parameter(persist = false, required = false)
	private String subjects;

	@Parameter(persist = false, required = false)
	private String slices;

	@Parameter(persist = false, required = false)
	private String patients;

	@Parameter(persist = false, required = false)
	private String seed;

	/** Creates the command. */
	public MakePhantomCommand() {
		super(Commands.MAKE_PHANTOM);
	}
}
