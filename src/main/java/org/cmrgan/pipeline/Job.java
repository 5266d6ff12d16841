/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;
import java.util.Optional;

import org.cmrgan.run.RunContext;
import org.cmrgan.train.TrainingListener;

/**
 * What a menu leaf does, with all values checked before it starts. Each job has a static {@code of(Map<String,
 * String>)}, which takes the keys of a macro. Menus, macros, batch runs and Java callers all run the same job.
 */
public interface Job {
	/** {@return the menu leaf} */
	String name();

	/**
	 * Does the work on the calling thread and returns when it is done.
	 *
	 * @param context receives progress and messages, and checks for a request to stop
	 * @throws org.cmrgan.run.UserError for what the user can correct
	 * @throws org.cmrgan.run.CancelledException after a cancel; finished results are kept
	 */
	void run(RunContext context);

	/** {@return the study in which it works, if there is one} */
	default Optional<Path> folder() {
		return Optional.empty();
	}

	/** {@return the folder in which its results are, if there is one} */
	default Optional<Path> results() {
		return folder();
	}

	/**
	 * {@return this job, which shows its trainings to a listener. A job that trains nothing ignores the listener}
	 *
	 * @param listener called on the training thread
	 */
	default Job watchedBy(final TrainingListener listener) {
		return this;
	}
}
