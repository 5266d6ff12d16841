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
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;

/** Refine SimGAN: refines every synthetic image of a fold, in the same order. */
public final class RefineSimGanJob extends OpenStudyJob {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(JobKeys.STUDY, JobKeys.FOLD, Intensities.KEY, ImageFormats.KEY);

	private final Settings settings;

	private RefineSimGanJob(final Settings settings, final Study study) {
		super(study);
		this.settings = settings;
		if (settings.get(Intensities.KEY)) Intensities.requireOfMade(study, settings.get(JobKeys.FOLD));
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static RefineSimGanJob of(final Map<String, String> given) {
		return on(KEYS, given, RefineSimGanJob::new, Study::requireSynthetic, Study::requireRefiner);
	}

	/** For a fold only, in [-1, 1]. */
	static RefineSimGanJob of(final Study study, final int fold) {
		return new RefineSimGanJob(Settings.parse(KEYS,
				Map.of(JobKeys.STUDY.name(), study.folder().toString(), JobKeys.FOLD.name(), Integer.toString(fold))),
				study);
	}

	@Override
	public String name() {
		return Menu.REFINE_SIMGAN;
	}

	/** {@return the folder of the refined images} */
	public Path made() {
		return study.refined(settings.get(JobKeys.FOLD));
	}

	@Override
	Optional<Path> part() {
		return Optional.of(study.fold(settings.get(JobKeys.FOLD)));
	}

	@Override
	void work(final RunContext context) {
		// Nothing is random here, so the record has no seed.
		final int fold = settings.get(JobKeys.FOLD);
		new Stages(study, new Seeds(study.info().seed()), Existing.RESUME, List.of()).refine(fold, context);
		context.info("The refined images are in " + study.refined(fold) + ".");
		if (settings.get(Intensities.KEY)) Intensities.write(study, fold, study.refined(fold), context);
		ImageFormats.write(settings.get(ImageFormats.KEY), study, fold, study.refined(fold), context);
	}
}
