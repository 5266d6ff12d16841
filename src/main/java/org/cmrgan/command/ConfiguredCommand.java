/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import org.scijava.plugin.Parameter;
import org.scijava.widget.FileWidget;

/** A command whose keys may also stand in a file, above all those that have no field in its dialog. */
abstract class ConfiguredCommand extends SuiteCommand {
	@Parameter(label = "Settings file", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String settings;
}
