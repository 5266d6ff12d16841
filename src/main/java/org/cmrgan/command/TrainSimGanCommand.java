/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import org.cmrgan.pipeline.Study;
import org.cmrgan.pipeline.TrainSimGanJob;
import org.cmrgan.run.Menu;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Train SimGAN}: see {@link TrainSimGanJob}. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.TRAIN_SIMGAN, description = Commands.TRAIN_SIMGAN_DOES, initializer = SuiteCommand.DESCRIBE)
public final class TrainSimGanCommand extends ConfiguredCommand<TrainSimGanJob> {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Parameter(persist = false, required = false)
	private String preset;

	@Parameter(persist = false, required = false)
	private String rounds;

	@Parameter(persist = false, required = false)
	private String lambda;

	@Parameter(persist = false, required = false)
	private String batch;

	@Parameter(persist = false, required = false)
	private String seed;

	@Parameter(label = "Continue from existing results", persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private boolean resume = true;

	@Parameter(label = "Recompute", persist = false, required = false)
	private boolean anew;

	/** Creates the command. */
	public TrainSimGanCommand() {
		super(Commands.TRAIN_SIMGAN);
	}
}
