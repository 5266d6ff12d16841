/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.Amount;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;

/** Synthesize E-GAN: a multiple of the real images of each class, from the generators of a fold. */
public final class SynthesizeEGanJob extends OpenStudyJob implements ImageJob {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = List.of(JobKeys.STUDY, JobKeys.FOLD, JobKeys.MULTIPLE, Amount.BALANCE,
			Amount.LABEL, JobKeys.SEED, JobKeys.ANEW, Intensities.KEY, ImageFormats.KEY);

	private final Settings settings;

	private SynthesizeEGanJob(final Settings settings, final Study study) {
		super(study);
		this.settings = settings;
		Amount.of(settings).requireOneOf(study.info().classes());
		if (settings.get(Intensities.KEY)) Intensities.requireOfMade(study, settings.get(JobKeys.FOLD));
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static SynthesizeEGanJob of(final Map<String, String> given) {
		return on(KEYS, given, SynthesizeEGanJob::new);
	}

	@Override
	public String name() {
		return Menu.SYNTHESIZE_EGAN;
	}

	@Override
	public Path made() {
		return study.synthetic(settings.get(JobKeys.FOLD));
	}

	@Override
	Optional<Path> part() {
		return Optional.of(study.fold(settings.get(JobKeys.FOLD)));
	}

	@Override
	void work(final RunContext context) {
		final int fold = settings.get(JobKeys.FOLD);
		final Stages stages = new Stages(study, new Seeds(settings.get(JobKeys.SEED)), Existing.RESUME, List.of());
		final int multiple = settings.get(JobKeys.MULTIPLE);
		final Amount amount = Amount.of(settings);
		if (settings.get(JobKeys.ANEW) || !stages.isSynthesized(fold, multiple, amount, context))
			stages.synthesize(fold, multiple, amount, context);
		context.info("The synthetic images are in " + study.synthetic(fold) + ".");
		if (settings.get(Intensities.KEY)) Intensities.write(study, fold, study.synthetic(fold), context);
		ImageFormats.write(settings.get(ImageFormats.KEY), study, fold, study.synthetic(fold), context);
	}
}
