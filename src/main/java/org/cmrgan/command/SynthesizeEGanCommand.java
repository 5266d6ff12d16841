/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.SynthesizeEGanJob;
import org.cmrgan.run.Key;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Synthesize E-GAN}: see {@link org.cmrgan.pipeline.SynthesizeEGanJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Synthesize E-GAN", description = "Draws synthetic images from the generators.", initializer = SuiteCommand.DESCRIBE)
public final class SynthesizeEGanCommand extends ConfiguredCommand {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Parameter(persist = false, required = false)
	private String multiple;

	@Parameter(persist = false, required = false)
	private String seed;

	@Parameter(label = "Also in the scans' unit (ms for T1)", persist = false, required = false)
	private boolean intensities;

	@Override
	Collection<Key<?>> jobKeys() {
		return SynthesizeEGanJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return SynthesizeEGanJob.of(given);
	}

	@Override
	void open(final Map<String, String> given) {
		Results.showImages(study(given).synthetic(fold(given)), "Synthetic images");
	}
}
