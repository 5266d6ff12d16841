/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import org.cmrgan.run.Menu;
import org.cmrgan.ui.SamplePhantomJob;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@code Cardiac T1 Phantom}: see {@link SamplePhantomJob}. */
@Plugin(type = Command.class, headless = true, menuPath = "File>Open Samples>"
		+ Menu.SAMPLE_PHANTOM, description = Commands.SAMPLE_PHANTOM_DOES, initializer = SuiteCommand.DESCRIBE)
public final class SamplePhantomCommand extends SuiteCommand<SamplePhantomJob> {
	// A sample opens at once, as ImageJ's own do.
	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String seed;

	/** Creates the command. */
	public SamplePhantomCommand() {
		super(Commands.SAMPLE_PHANTOM);
	}
}
