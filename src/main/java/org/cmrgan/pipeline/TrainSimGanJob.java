/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.run.Key;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.Settings;
import org.cmrgan.simgan.SimGanConfig;
import org.cmrgan.train.TrainingListener;

/** Train SimGAN: the refiner of a fold, from its synthetic and its real training images. */
public final class TrainSimGanJob extends StudyJob {
	/** The menu leaf. */
	static final String NAME = "Train SimGAN";
	/** All values it takes. */
	public static final List<Key<?>> KEYS = JobKeys.concat(
			List.of(JobKeys.STUDY, JobKeys.FOLD, JobKeys.SEED, JobKeys.RESUME, JobKeys.ANEW), SimGanConfig.KEYS);

	private final Settings settings;
	private final SimGanConfig config;
	private final Study study;
	private final List<TrainingListener> listeners = new ArrayList<>();

	private TrainSimGanJob(final Settings settings, final SimGanConfig config) {
		this.settings = settings;
		this.config = config;
		study = JobKeys.study(settings);
	}

	/** @param given text by macro key; absent and blank ones take their defaults */
	public static TrainSimGanJob of(final Map<String, String> given) {
		final Settings settings = JobKeys.settings(KEYS, given, Study::requireSynthetic,
				(study, fold) -> SimGanConfig.of(given, study.info().size()));
		return new TrainSimGanJob(settings, SimGanConfig.of(given, JobKeys.study(settings).info().size()));
	}

	@Override
	public String name() {
		return NAME;
	}

	@Override
	public Job watchedBy(final TrainingListener listener) {
		listeners.add(listener);
		return this;
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
		new Stages(study, new Seeds(settings.get(JobKeys.SEED)),
				Existing.of(settings.get(JobKeys.RESUME), settings.get(JobKeys.ANEW)), listeners)
				.trainSimGan(settings.get(JobKeys.FOLD), config, context);
	}
}
