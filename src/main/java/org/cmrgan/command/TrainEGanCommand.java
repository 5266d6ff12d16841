/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.Map;

import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.ReadyStack;
import org.cmrgan.pipeline.TrainEGanJob;
import org.cmrgan.run.Key;
import org.cmrgan.ui.FloatStack;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Train E-GAN}: see {@link org.cmrgan.pipeline.TrainEGanJob}. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Train E-GAN", description = "Trains one generator per class.", initializer = SuiteCommand.DESCRIBE)
public final class TrainEGanCommand extends ConfiguredCommand {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Parameter(persist = false, required = false)
	private String label;

	@Parameter(persist = false, required = false)
	private String images;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String table;

	@Parameter(persist = false, required = false)
	private String preset;

	@Parameter(persist = false, required = false)
	private String generations;

	@Parameter(persist = false, required = false)
	private String batch;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String seed;

	@Parameter(label = "Go on with what is there", persist = false, required = false)
	private boolean resume = true;

	@Override
	Collection<Key<?>> jobKeys() {
		return TrainEGanJob.KEYS;
	}

	@Override
	Job job(final Map<String, String> given) {
		if (!TrainEGanJob.ACTIVE.equals(given.get(TrainEGanJob.IMAGES.name()))) return TrainEGanJob.of(given);
		final FloatStack active = FloatStack.active();
		return TrainEGanJob.of(given, new ReadyStack(active.title(), active.planes(), active.width(), active.height(),
				active.pixelSize(), active.names()));
	}
}
