/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Map;

import org.cmrgan.pipeline.EvaluateJob;
import org.cmrgan.run.Menu;
import org.cmrgan.ui.EvaluationWindows;
import org.scijava.ItemVisibility;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Evaluate Augmentation}: see {@link EvaluateJob}. */
@Plugin(type = Command.class, headless = true, menuPath = Menu.SUITE
		+ Menu.EVALUATE, description = Commands.EVALUATE_DOES, initializer = SuiteCommand.DESCRIBE)
public final class EvaluateCommand extends ConfiguredCommand<EvaluateJob> {
	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String classifiers;

	@Parameter(persist = false, required = false)
	private String arms;

	@Parameter(persist = false, required = false)
	private String multiples;

	@Parameter(label = "Balance the classes", persist = false, required = false)
	private boolean balance;

	@Parameter(persist = false, required = false)
	private String preset;

	@Parameter(persist = false, required = false)
	private String epochs;

	@Parameter(persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private String seed;

	@Parameter(label = "Continue from existing results", persist = false, required = false, visibility = ItemVisibility.INVISIBLE)
	private boolean resume = true;

	@Parameter(label = "Recompute", persist = false, required = false)
	private boolean anew;

	/** Creates the command. */
	public EvaluateCommand() {
		super(Commands.EVALUATE);
	}

	@Override
	void open(final EvaluateJob job, final Map<String, String> given) {
		EvaluationWindows.show(job.study().evaluation());
	}
}
