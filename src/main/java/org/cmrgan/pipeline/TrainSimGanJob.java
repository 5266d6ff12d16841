/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.nn.Pin;
import org.cmrgan.run.Key;
import org.cmrgan.run.Menu;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.simgan.SimGanConfig;

/** Train SimGAN: the refiner of a fold, from its synthetic and its real training images. */
public final class TrainSimGanJob extends OpenStudyJob {
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys.concat(
			List.of(JobKeys.STUDY, JobKeys.FOLD, JobKeys.SEED, JobKeys.RESUME, JobKeys.ANEW), SimGanConfig.KEYS,
			Pin.KEYS);

	private final Settings settings;
	private final SimGanConfig config;

	/** @param settings with all of {@link #KEYS} */
	TrainSimGanJob(final Settings settings, final Study study) {
		super(study);
		this.settings = settings;
		config = SimGanConfig.of(settings, study.info().size());
	}

	/**
	 * {@return the job, with all values checked}
	 *
	 * @param given text by key, as a macro gives it; absent and blank values take their defaults
	 */
	public static TrainSimGanJob of(final Map<String, String> given) {
		return on(KEYS, given, TrainSimGanJob::new, Study::requireSynthetic);
	}

	@Override
	public String name() {
		return Menu.TRAIN_SIMGAN;
	}

	@Override
	Pin pin() {
		return Pin.of(settings);
	}

	@Override
	Optional<Path> part() {
		return Optional.of(study.fold(settings.get(JobKeys.FOLD)));
	}

	@Override
	void work(final RunContext context) {
		new Stages(study, new Seeds(settings.get(JobKeys.SEED)),
				Existing.of(settings.get(JobKeys.RESUME), settings.get(JobKeys.ANEW)), listeners(), pin())
				.trainSimGan(settings.get(JobKeys.FOLD), config, context);
		context.info("The refiner is in " + study.simgan(settings.get(JobKeys.FOLD)) + ".");
	}
}
