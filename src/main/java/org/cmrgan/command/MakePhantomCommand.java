/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.MakePhantomJob;
import org.cmrgan.run.Key;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Make Phantom Data}: see {@link org.cmrgan.pipeline.MakePhantomJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Make Phantom Data", description = "Writes raw scans of a phantom heart, to try the suite with.", initializer = SuiteCommand.DESCRIBE)
public final class MakePhantomCommand extends ConfiguredCommand {
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

	@Override
	Collection<Key<?>> jobKeys() {
		return MakePhantomJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return MakePhantomJob.of(given);
	}
}
