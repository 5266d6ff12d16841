/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;
import org.cmrgan.ui.Help;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** {@code CMR GAN Help}: see {@link Help}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "CMR GAN Help", description = "Opens the documentation and says how to cite.", initializer = SuiteCommand.DESCRIBE)
public final class HelpCommand extends SuiteCommand {
	@Override
	Collection<Key<?>> jobKeys() {
		return List.of();
	}

	@Override
	Job job(final Map<String, String> given) {
		return new Help();
	}

	@Override
	void open(final Map<String, String> given) {
		Help.show();
	}
}
