/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Map;

import org.cmrgan.run.Menu;
import org.cmrgan.ui.Help;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** {@code CMR GAN Help}: see {@link Help}. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.HELP, description = Commands.HELP_DOES, initializer = SuiteCommand.DESCRIBE)
public final class HelpCommand extends SuiteCommand<Help> {
	/** Creates the command. */
	public HelpCommand() {
		super(Commands.HELP);
	}

	@Override
	void open(final Help job, final Map<String, String> given) {
		Help.show();
	}
}
