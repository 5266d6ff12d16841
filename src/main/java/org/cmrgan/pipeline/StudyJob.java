/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.nio.file.Path;

import org.cmrgan.run.RunContext;

/** A job that writes to a study, which it alone does while it runs. */
abstract class StudyJob implements Job {
	/** The folder of the study, which this job may be the one to make. */
	abstract Path studyFolder();

	/** The job itself, by a caller that holds the study. */
	abstract void work(RunContext context);

	/** True if others of its kind may work on the study at the same time. */
	boolean shares() {
		return false;
	}

	@Override
	public final void run(final RunContext context) {
		try (StudyLock lock = StudyLock.take(studyFolder(), name(), shares(), context)) {
			work(context);
		}
	}
}
