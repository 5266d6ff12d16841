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

import org.cmrgan.nn.Backend;
import org.cmrgan.nn.Pin;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.RunContext;
import org.cmrgan.train.TrainingListener;

/** A job that writes to a study. No other job writes to it at the same time. */
public abstract class StudyJob implements Job {
	private final List<TrainingListener> listeners = new ArrayList<>();

	/** The folder of the study, which this job may create. */
	abstract Path studyFolder();

	/** {@return the study on which this job works; a job that creates the study has it only afterwards} */
	public Study study() {
		return Study.open(studyFolder());
	}

	/** The job itself, for a caller that holds the study's lock. */
	abstract void work(RunContext context);

	/**
	 * The part of the study to which only this job writes, while others write to other parts; empty for the whole
	 * study.
	 */
	Optional<Path> part() {
		return Optional.empty();
	}

	/** The instruction set and threads of the job. */
	Pin pin() {
		return Pin.none();
	}

	/**
	 * The approximate durations of its trainings, by the label of their progress, in order; empty if nobody needs them.
	 */
	Map<String, Double> parts() {
		return Map.of();
	}

	@Override
	public final Job watchedBy(final TrainingListener listener) {
		listeners.add(listener);
		return this;
	}

	/** The listener of its trainings. */
	final List<TrainingListener> listeners() {
		return List.copyOf(listeners);
	}

	@Override
	public final Optional<Path> folder() {
		return Optional.of(studyFolder());
	}

	/** The part of the study to which it writes, or the whole study. */
	@Override
	public Optional<Path> results() {
		return Optional.of(part().orElse(studyFolder()));
	}

	@Override
	public final void run(final RunContext context) {
		final Optional<Path> part = part();
		try (StudyLock lock = StudyLock.take(studyFolder(), name(), part.isPresent(), context);
				Pin.Held held = pin().hold(context)) {
			final RunLog log = new RunLog(context, studyFolder(), name());
			log.plan(parts());
			try {
				if (part.isEmpty()) work(log);
				else
					try (StudyLock own = StudyLock.take(part.get(), name(), false, context)) {
						work(log);
					}
				log.write("done");
			} catch (final RuntimeException | Error e) {
				log.write("not done: " + (e instanceof CancelledException ? "cancelled" : e.getMessage()));
				throw e;
			}
		} finally {
			Backend.trim();
		}
	}
}
