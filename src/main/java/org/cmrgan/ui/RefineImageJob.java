/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

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

/**
 * Refine SimGAN on the active image. The result becomes the active image, as macros expect, with and without windows.
 */
public final class RefineImageJob implements Job {
	private static final Key<String> STUDY = Key
			.path(JobKeys.STUDY.name(), "study folder; leave blank if model is given").or("");
	/** The keys of this job and of {@link RefineSimGanJob}. */
	public static final List<Key<?>> KEYS = List.of(STUDY, JobKeys.FOLD, RefineStackJob.MODEL, RefineStackJob.WINDOW,
			Intensities.KEY, ImageFormats.KEY);

	private final FloatStack stack;
	private final RefineStackJob refine;

	private RefineImageJob(final Map<String, String> given, final FloatStack stack) {
		this.stack = stack;
		refine = RefineStackJob.of(given, stack.planes(), stack.width(), stack.height(), stack.spacing());
	}

	/**
	 * {@return the job for the active image if a model is given, otherwise the job for a study}
	 *
	 * @param given text by macro key
	 */
	public static Job orStudy(final Map<String, String> given) {
		if (!given.containsKey(RefineStackJob.MODEL.name())) return RefineSimGanJob.of(given);
		if (given.containsKey(STUDY.name()))
			throw new UserError(
					"Both study and model were given: give only study to refine its synthetic images, or only model to refine the active image.");
		if (!Settings.of(ImageFormats.KEY, given).isEmpty())
			throw new UserError("format is for the images of a study: save the refined image from ImageJ instead.");
		return new RefineImageJob(given, FloatStack.active());
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
