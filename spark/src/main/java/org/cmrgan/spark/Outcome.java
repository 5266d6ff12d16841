/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The outcome of a task, for the driver. Immutable. */
final class Outcome implements Serializable {
	private static final long serialVersionUID = 1L;

	private final Task task;
	private final String where;
	private final double seconds;
	private final ArrayList<String> warnings;
	private final ArrayList<String> problems;

	/**
	 * @param where host and process
	 * @param warnings of the job, a sentence each
	 * @param problems that the user must correct, a sentence each; empty if the task succeeded
	 */
	Outcome(final Task task, final String where, final double seconds, final List<String> warnings,
			final List<String> problems) {
		this.task = task;
		this.where = where;
		this.seconds = seconds;
		this.warnings = new ArrayList<>(warnings);
		this.problems = new ArrayList<>(problems);
	}

	Task task() {
		return task;
	}

	List<String> warnings() {
		return List.copyOf(warnings);
	}

	List<String> problems() {
		return List.copyOf(problems);
	}

	@Override
	public String toString() {
		return String.format(Locale.ROOT, "%s: %.1f s on %s", task, seconds, where);
	}
}
