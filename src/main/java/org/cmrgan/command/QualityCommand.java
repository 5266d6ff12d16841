/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.QualityJob;
import org.cmrgan.run.Key;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Image Quality Report}: see {@link org.cmrgan.pipeline.QualityJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Image Quality Report", description = "Measures how real, how various and how new the made images are.", initializer = SuiteCommand.DESCRIBE)
public final class QualityCommand extends ConfiguredCommand {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Override
	Collection<Key<?>> jobKeys() {
		return QualityJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return QualityJob.of(given);
	}

	@Override
	void open(final Map<String, String> given) {
		Results.showTable(study(given).quality(fold(given)).resolve("metrics.csv"), "CMR GAN image quality");
	}
}
