/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

import org.cmrgan.run.Key;
import org.cmrgan.run.Problems;
import org.cmrgan.run.Settings;

/** A job on an existing study. */
public abstract class OpenStudyJob extends StudyJob {
	final Study study;

	OpenStudyJob(final Study study) {
		this.study = study;
	}

	/** What a job requires of its study and fold. */
	interface Demand {
		/** @throws org.cmrgan.run.UserError if the study does not meet the requirements */
		void of(Study study, int fold);
	}

	/**
	 * Makes a job on an existing study. Values are read once, and the study is opened once.
	 *
	 * @param keys all that it takes, {@link JobKeys#STUDY} among them
	 * @param given text by macro key; absent and blank ones take their defaults
	 * @param job creates the job from the checked values and the study
	 * @param demands further requirements; checked even if some of the values are not valid
	 * @throws org.cmrgan.run.UserError naming everything that is wrong: with the values, with the study, and with what
	 * is in it
	 */
	static <J> J on(final List<Key<?>> keys, final Map<String, String> given, final BiFunction<Settings, Study, J> job,
			final Demand... demands) {
		final Problems problems = new Problems();
		final Settings settings = Settings.parse(keys, given, problems);
		final Optional<Study> study = settings.has(JobKeys.STUDY)
				? problems.of(() -> Study.open(Path.of(settings.get(JobKeys.STUDY))))
				: Optional.empty();
		if (study.isPresent() && (settings.has(JobKeys.FOLD) || !keys.contains(JobKeys.FOLD))) problems.check(() -> {
			final int fold = settings.has(JobKeys.FOLD) ? settings.get(JobKeys.FOLD) : 0;
			study.get().fold(fold);
			for (final Demand demand : demands) demand.of(study.get(), fold);
		});
		final Optional<J> made = study.isPresent() && settings.hasAll(keys)
				? problems.of(() -> job.apply(settings, study.get()))
				: Optional.empty();
		problems.raise();
		return made.orElseThrow();
	}

	@Override
	final Path studyFolder() {
		return study.folder();
	}

	@Override
	public final Study study() {
		return study;
	}
}
