/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.ExportModelJob;
import org.cmrgan.pipeline.Job;
import org.cmrgan.run.Key;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Export Model}: see {@link org.cmrgan.pipeline.ExportModelJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Export Model", description = "Writes a trained network as ONNX, safetensors or a package of the BioImage Model Zoo.", initializer = SuiteCommand.DESCRIBE)
public final class ExportModelCommand extends SuiteCommand {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Parameter(persist = false, required = false)
	private String network;

	@Parameter(persist = false, required = false)
	private String label;

	@Parameter(label = "or model.zip", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String model;

	@Parameter(label = "Output file", persist = false, required = false, style = FileWidget.SAVE_STYLE)
	private String output;

	@Parameter(persist = false, required = false)
	private String format;

	@Parameter(persist = false, required = false)
	private String window;

	@Override
	Collection<Key<?>> jobKeys() {
		return ExportModelJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return ExportModelJob.of(given);
	}
}
