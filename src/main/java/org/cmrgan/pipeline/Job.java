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
 * What one menu leaf does, with all its values checked before it begins. Each job is made by a static
 * {@code of(Map<String, String>)} from macro keys; menus, macros, batch runs and Java callers all run the same job.
 */
public interface Job {
	/** The menu leaf. */
	String name();

	/**
	 * Does the work on the calling thread and returns when it is done.
	 *
	 * @throws org.cmrgan.run.UserError for what the user can mend
	 * @throws org.cmrgan.run.CancelledException after a cancel; what was finished is kept
	 */
	void run(RunContext context);

	/** The study that it works in, if it does. */
	default Optional<Path> folder() {
		return Optional.empty();
	}

	/** Shows the trainings of this job to a listener; a job that trains nothing has nothing to show. */
	default Job watchedBy(final TrainingListener listener) {
		return this;
	}
}
