/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.TrainSimGanJob;
import org.cmrgan.run.Key;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Train SimGAN}: see {@link org.cmrgan.pipeline.TrainSimGanJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Train SimGAN", description = "Trains the refiner that makes synthetic images look real.", initializer = SuiteCommand.DESCRIBE)
public final class TrainSimGanCommand extends ConfiguredCommand {
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

	@Parameter(label = "Go on with what is there", persist = false, required = false)
	private boolean resume = true;

	@Override
	Collection<Key<?>> jobKeys() {
		return TrainSimGanJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		return TrainSimGanJob.of(given);
	}
}
