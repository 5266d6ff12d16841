/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.VoidFunction;
import org.apache.spark.util.CollectionAccumulator;
import org.cmrgan.run.ForwardingContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/** Runs a task in an executor. */
final class TaskRunner implements VoidFunction<Task> {
	private static final long serialVersionUID = 1L;

	private final CollectionAccumulator<Outcome> outcomes;

	/** @param outcomes receives the outcome of each task that ended by itself */
	TaskRunner(final CollectionAccumulator<Outcome> outcomes) {
		this.outcomes = outcomes;
	}

	@Override
	public void call(final Task task) {
		final TaskContext spark = TaskContext.get();
		final long start = System.nanoTime();
		final List<String> warnings = new ArrayList<>();
		final List<String> problems = new ArrayList<>();
		try {
			task.job().run(new ForwardingContext(RunContext.quiet(spark::isInterrupted)) {
				@Override
				public void warn(final String message) {
					warnings.add(message);
				}
			});
		} catch (final UserError e) {
			// Another attempt would end in the same way. Spark tries all other tasks again, on another computer if it
			// can.
			problems.addAll(e.problems());
		}
		outcomes.add(new Outcome(task, ManagementFactory.getRuntimeMXBean().getName(),
				(System.nanoTime() - start) / 1e9, warnings, problems));
	}
}
