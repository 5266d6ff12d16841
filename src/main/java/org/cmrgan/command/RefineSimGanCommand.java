/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.command;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.cmrgan.pipeline.ImageFormats;
import org.cmrgan.pipeline.Intensities;
import org.cmrgan.pipeline.Job;
import org.cmrgan.pipeline.JobKeys;
import org.cmrgan.pipeline.RefineSimGanJob;
import org.cmrgan.pipeline.RefineStackJob;
import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.ui.FloatStack;
import org.cmrgan.ui.Results;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;
import org.scijava.widget.FileWidget;

/** {@code Refine SimGAN}: see {@link RefineSimGanJob}, and {@link RefineStackJob} for the active image. */
@Plugin(type = Command.class, headless = true, menuPath = SuiteCommand.MENU
		+ "Refine SimGAN", description = "Refines the synthetic images of a fold, or the active image with any saved refiner.", initializer = SuiteCommand.DESCRIBE)
public final class RefineSimGanCommand extends SuiteCommand {
	private static final Key<String> STUDY = Key
			.path(JobKeys.STUDY.name(), "the study folder; blank where model is given").or("");

	@Parameter(label = "Study folder", persist = false, required = false, style = FileWidget.DIRECTORY_STYLE)
	private String study;

	@Parameter(persist = false, required = false)
	private String fold;

	@Parameter(label = "or model.zip", persist = false, required = false, style = FileWidget.OPEN_STYLE)
	private String model;

	@Parameter(persist = false, required = false)
	private String window;

	@Parameter(label = "Also in the scans' unit (ms for T1)", persist = false, required = false)
	private boolean intensities;

	@Override
	Collection<Key<?>> jobKeys() {
		return List.of(STUDY, JobKeys.FOLD, RefineStackJob.MODEL, RefineStackJob.WINDOW, Intensities.KEY,
				ImageFormats.KEY);
	}

	@Override
	Job job(final Map<String, String> given) {
		if (!refinesActiveImage(given)) return RefineSimGanJob.of(given);
		if (given.containsKey(STUDY.name()))
			throw new UserError(
					"Both study and model are given: give study to refine its synthetic images, or model to refine the active image.");
		if (!Settings.of(ImageFormats.KEY, given).isEmpty())
			throw new UserError("format is for the images of a study: save the refined image from ImageJ instead.");
		return new Refining(given, FloatStack.active());
	}

	private static boolean refinesActiveImage(final Map<String, String> given) {
		return given.containsKey(RefineStackJob.MODEL.name());
	}

	@Override
	void open(final Map<String, String> given) {
		if (!refinesActiveImage(given)) Results.showImages(study(given).refined(fold(given)), "Refined images");
	}

	/** Leaves its result as the active image, as macros expect, with or without windows. */
	private static final class Refining implements Job {
		private final FloatStack stack;
		private final RefineStackJob refine;

		private Refining(final Map<String, String> given, final FloatStack stack) {
			this.stack = stack;
			refine = RefineStackJob.of(given, stack.planes(), stack.width(), stack.height(), stack.spacing());
		}

		@Override
		public String name() {
			return refine.name();
		}

		@Override
		public void run(final RunContext context) {
			refine.run(context);
			stack.show(refine.refined(), "Refined " + stack.title());
		}
	}
}
