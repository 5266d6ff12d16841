/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Map;

import org.cmrgan.pipeline.ImageJob;
import org.cmrgan.run.Menu;
import org.cmrgan.ui.Results;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Synthesize E-GAN}: see {@link org.cmrgan.pipeline.SynthesizeEGanJob}, and {@link org.cmrgan.pipeline.SynthesizeModelJob} for a saved generator. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.SYNTHESIZE_EGAN, description = Commands.SYNTHESIZE_EGAN_DOES, initializer = SuiteCommand.DESCRIBE)
public final class SynthesizeEGanCommand extends ConfiguredCommand<ImageJob> {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Parameter(persist = false, required = false)
	private String multiple;

	@Parameter(label = "Balance the classes", persist = false, required = false)
	private boolean balance;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String seed;

	@Parameter(label = "or model.zip", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String model;

	@Parameter(persist = false, required = false)
	private String count;

	@Parameter(label = "Output folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String output;

	@Parameter(label = "Also in the unit of the scans (ms for T1)", persist = false, required = false)
	private boolean intensities;

	/** Creates the command. */
	public SynthesizeEGanCommand() {
		super(Commands.SYNTHESIZE_EGAN);
	}

	@Override
	void open(final ImageJob job, final Map<String, String> given) {
		Results.showImages(job.made(), "Synthetic images");
	}
}
