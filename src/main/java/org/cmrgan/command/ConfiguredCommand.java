/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import org.cmrgan.pipeline.Job;
import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

/**
 * A command whose keys may also be given in a file, in particular those without a field in its dialog.
 *
 * @param <J> its job
 */
abstract class ConfiguredCommand<J extends Job> extends SuiteCommand<J> {
	@Parameter(label = "Settings file", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String settings;

	ConfiguredCommand(final CommandSpec<J> spec) {
		super(spec);
	}
}
