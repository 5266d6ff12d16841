/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;

/** Refine SimGAN: every synthetic image of a fold through its refiner, in the same order. */
public final class RefineSimGanJob extends StudyJob {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(JobKeys.STUDY, JobKeys.FOLD, Intensities.KEY, ImageFormats.KEY);

	private final Settings settings;
	private final Study study;

	private RefineSimGanJob(final Settings settings) {
		this.settings = settings;
		study = JobKeys.study(settings);
	}

	/** @param given text by macro key; absent and blank ones take their defaults */
	public static RefineSimGanJob of(final Map<String, String> given) {
		return new RefineSimGanJob(JobKeys.settings(KEYS, given, Study::requireSynthetic, Study::requireRefiner,
				Intensities.ofMade(given)));
	}

	@Override
	public String name() {
		return "Refine SimGAN";
	}

	@Override
	Path studyFolder() {
		return study.folder();
	}

	@Override
	Optional<Path> part() {
		return Optional.of(study.fold(settings.get(JobKeys.FOLD)));
	}

	@Override
	void work(final RunContext context) {
		// Nothing is drawn; the seed of the study stands for none.
		final int fold = settings.get(JobKeys.FOLD);
		new Stages(study, new Seeds(study.info().seed()), Existing.RESUME, List.of()).refine(fold, context);
		if (settings.get(Intensities.KEY)) Intensities.write(study, fold, study.refined(fold), context);
		ImageFormats.write(settings.get(ImageFormats.KEY), study, fold, study.refined(fold), context);
	}
}
