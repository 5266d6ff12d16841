/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cmrgan.run.CancelledException;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.TimeLeft;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.app.StatusService;
import org.scijava.log.LogService;
import org.scijava.task.Task;
import org.scijava.task.TaskService;

import ij.IJ;

/**
 * A run as SciJava and ImageJ show it. Each piece of work is a Task with a bar and a cancel button. The innermost one
 * is shown in the status line, and on the console if there are no windows. The Task, the command, an interruption of
 * the thread, or Escape in ImageJ can cancel.
 */
final class SciJavaContext implements RunContext {
	private static final long REDRAW_NANOS = 100_000_000L;
	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");

	private final Cancelable command;
	private final LogService log;
	private final StatusService status;
	private final TaskService tasks;
	private final Optional<ConsoleBar> console;
	private final Deque<Work> open = new ArrayDeque<>();
	private final List<String> told = new ArrayList<>();
	private final long begin = System.nanoTime();
	private Whole whole = new Whole(Map.of(), begin);
	private volatile boolean cancelled;

	/**
	 * @param command checked for a cancel
	 * @param console receives progress if there are no windows
	 */
	SciJavaContext(final Context scijava, final Cancelable command, final Optional<ConsoleBar> console) {
		this.command = command;
		this.log = scijava.service(LogService.class);
		this.status = scijava.service(StatusService.class);
		this.tasks = scijava.service(TaskService.class);
		this.console = console;
		if (Windows.canShow()) IJ.resetEscape();
	}

	@Override
	public void plan(final Map<String, Double> parts) {
		whole = new Whole(parts, System.nanoTime());
	}

	/** The messages so far, in order. */
	List<String> told() {
		return List.copyOf(told);
	}

	/** Time since the run began. */
	Duration took() {
		return Duration.ofNanos(System.nanoTime() - begin);
	}

	@Override
	public Progress start(final String label, final String unit, final long steps) {
		final Work work = new Work(label, unit, steps);
		whole.started(label, open.stream().map(w -> w.label).collect(Collectors.toList()));
		open.push(work);
		return work;
	}

	/** Asks the run to stop; may be called from any thread. */
	void cancel() {
		cancelled = true;
	}

	@Override
	public boolean isCancelled() {
		// The thread's interrupted flag is cleared, because no file could be written with it, not even the checkpoint.
		if (Thread.interrupted() || command.isCanceled() || Windows.canShow() && IJ.escapePressed()
				|| open.stream().anyMatch(work -> work.task.isCanceled()))
			cancelled = true;
		return cancelled;
	}

	@Override
	public void info(final String message) {
		console.ifPresent(ConsoleBar::clear);
		log.info(message);
		told.add(message);
		if (Windows.canShow()) IJ.log(stamped(message));
	}

	/** ImageJ's log has a proportional font; the windows of the command show the tables instead. */
	@Override
	public void table(final String text) {
		console.ifPresent(ConsoleBar::clear);
		log.info(text);
	}

	@Override
	public void warn(final String message) {
		console.ifPresent(ConsoleBar::clear);
		log.warn(message);
		if (Windows.canShow()) IJ.log(stamped("Note: " + message));
	}

	private static String stamped(final String message) {
		return LocalTime.now().format(TIME) + "  " + message;
	}

	@Override
	public void record(final String name, final Object value) { /* the job's run record keeps them */ }

	private final class Work implements Progress {
		private final String label;
		private final long steps;
		private final TimeLeft words;
		private final Task task;
		private long shownAt;
		private boolean begun;

		private Work(final String label, final String unit, final long steps) {
			this.label = label;
			this.steps = steps;
			this.words = new TimeLeft(label, unit, steps);
			this.task = tasks.createTask(label);
			task.setProgressMaximum(steps);
			task.start();
		}

		@Override
		public void done(final long done) {
			if (isCancelled()) throw new CancelledException();
			final long now = System.nanoTime();
			// The first call may be above 0 if a run continues.
			if (steps > 0) whole.take(label, (double) done / steps, !begun);
			begun = true;
			final String all = whole.words(now);
			final String message = words.after(done) + (all.isEmpty() ? "" : "; " + all);
			if (open.peek() != this || done < steps && now - shownAt < REDRAW_NANOS) return;
			shownAt = now;
			task.setProgressValue(done);
			task.setStatusMessage(message);
			if (!Windows.canShow()) status.showStatus(clip(done), clip(steps), message);
			else {
				IJ.showStatus(message);
				if (all.isEmpty()) IJ.showProgress(clip(done), clip(steps));
				else
					IJ.showProgress(whole.share());
			}
			console.ifPresent(bar -> bar.show(done, steps, message));
		}

		@Override
		public void found(final long found) {
			words.found(found);
			if (steps > 0) whole.take(label, (double) found / steps, true);
		}

		@Override
		public void doing(final String what) {
			words.doing(what);
		}

		@Override
		public void close() {
			open.remove(this);
			task.finish();
			if (!open.isEmpty()) return;
			console.ifPresent(ConsoleBar::clear);
			if (!Windows.canShow()) status.clearStatus();
			else {
				IJ.showStatus("");
				IJ.showProgress(1.0);
			}
		}

		private int clip(final long value) {
			return (int) Math.min(Integer.MAX_VALUE, value);
		}
	}
}
