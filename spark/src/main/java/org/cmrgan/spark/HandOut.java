/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import org.apache.spark.SparkExecutorInfo;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.util.CollectionAccumulator;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/** The tasks that Spark runs, and their outcomes. Used by one thread. */
final class HandOut {
	private static final long POLL_MILLIS = 200;
	/** Time for cancelled tasks to write their checkpoints. */
	private static final long WINDING_DOWN_MILLIS = 60_000;

	private final JavaSparkContext spark;
	private final CollectionAccumulator<Outcome> outcomes;
	private final Map<String, JavaFutureAction<Void>> running = new LinkedHashMap<>();
	private int seen;

	HandOut(final JavaSparkContext spark) {
		this.spark = spark;
		outcomes = spark.sc().collectionAccumulator("outcomes");
	}

	/** Called at the end of each task. */
	interface Listener {
		/** May call {@link #add}. */
		void done(Outcome outcome);
	}

	/**
	 * Submits tasks, one per partition, after those that wait already.
	 *
	 * @param what describes them, for messages and Spark's pages
	 */
	void add(final String what, final List<Task> tasks) {
		if (tasks.isEmpty()) return;
		spark.setJobDescription(what);
		running.put(what, spark.parallelize(tasks, tasks.size()).foreachAsync(new TaskRunner(outcomes)));
	}

	/**
	 * Waits until all tasks are done.
	 *
	 * @param listener called once for each task, however often Spark tried it
	 * @throws UserError if the user must correct something, or Spark gave up a task
	 * @throws CancelledException after a cancel; tasks leave their checkpoints
	 */
	void await(final Listener listener, final RunContext context) {
		try {
			while (!running.isEmpty()) {
				context.checkCancelled();
				final List<String> ended = new ArrayList<>();
				running.forEach((what, job) -> {
					if (job.isDone()) ended.add(what);
				});
				// Spark knows the outcomes of a job's tasks before the job ends.
				tell(listener);
				for (final String what : ended) check(what, running.remove(what));
				TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
			}
		} catch (final InterruptedException e) {
			cancel();
			throw new CancelledException();
		} catch (final RuntimeException e) {
			cancel();
			throw e;
		}
	}

	private void tell(final Listener listener) {
		final List<Outcome> all = outcomes.value();
		final List<String> problems = new ArrayList<>();
		for (; seen < all.size(); seen++) {
			final Outcome outcome = all.get(seen);
			outcome.problems().stream().filter(problem -> !problems.contains(problem)).forEach(problems::add);
			if (outcome.problems().isEmpty()) listener.done(outcome);
		}
		if (!problems.isEmpty()) throw new UserError(problems);
	}

	private static void check(final String what, final JavaFutureAction<Void> job) throws InterruptedException {
		try {
			job.get();
		} catch (final ExecutionException e) {
			throw new UserError("Spark gave up " + what + " (" + firstLine(e.getCause())
					+ "): look at the executors' logs, correct the cause, and submit again; finished results are kept.",
					e);
		} catch (final CancellationException e) {
			throw new CancelledException();
		}
	}

	private static String firstLine(final Throwable cause) {
		return String.valueOf(cause.getMessage()).lines().findFirst().orElse(cause.getClass().getSimpleName());
	}

	/** Returns when no task is running. */
	private void cancel() {
		running.values().forEach(job -> job.cancel(true));
		running.clear();
		final long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(WINDING_DOWN_MILLIS);
		try {
			while (isBusy() && System.nanoTime() < end) TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
		} catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}

	private boolean isBusy() {
		for (final SparkExecutorInfo executor : spark.sc().statusTracker().getExecutorInfos())
			if (executor.numRunningTasks() > 0) return true;
		return false;
	}
}
