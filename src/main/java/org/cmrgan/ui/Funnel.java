/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.cmrgan.pipeline.Job;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.UserError;
import org.scijava.Cancelable;
import org.scijava.Context;
import org.scijava.log.LogService;

import ij.IJ;
import ij.Macro;

/**
 * Runs a job and reports its end, for every kind of caller:
 * <ul>
 * <li>a user's mistake is one sentence in the log, and a bug leaves its stack trace there;
 * <li>in a macro the sentence becomes the macro's error, which stops it; a thrown exception would not;
 * <li>from the menus it is shown in a message box;
 * <li>a script receives the exception, and so does every caller when Java is headless;
 * <li>a batch process ends with an exit code other than 0;
 * <li>when the process is asked to end, the job is cancelled first.
 * </ul>
 */
public final class Funnel {
	private final Context scijava;
	private final LogService log;
	private final Cancelable command;
	private final boolean throwing;

	/**
	 * Creates a funnel for one call of a command.
	 *
	 * @param scijava its context
	 * @param command asked for cancel while the job runs, and cancelled with the reason when the job did not finish
	 * @param throwing whether the caller is a script, which receives the exception
	 */
	public Funnel(final Context scijava, final Cancelable command, final boolean throwing) {
		this.scijava = scijava;
		this.log = scijava.service(LogService.class);
		this.command = command;
		this.throwing = throwing;
	}

	/**
	 * Runs a job to its end.
	 *
	 * @param name the menu leaf
	 * @param job makes the job; what this throws is reported like what the job throws
	 * @param <J> the kind of job
	 * @param show opens what the job made, and lets trainings be watched, where there are windows; in a macro without
	 *        windows its images are left to the macro, so that a macro recorded with windows runs there as well
	 * @return whether the job was done
	 * @throws RuntimeException what the job threw, if a script called, or there is neither a macro to stop nor a window to tell it in
	 */
	public <J extends Job> boolean run(final String name, final Supplier<J> job, final Optional<Consumer<J>> show) {
		final SciJavaContext context = context();
		final Quitting quitting = new Quitting(context::cancel);
		try {
			final J checked = job.get();
			Job watched = checked;
			final boolean showing = show.isPresent() && (Windows.canShow() || IJ.isMacro());
			if (showing)
				watched = checked
						.watchedBy(Windows.canShow() ? new TrainingWindow(context::cancel) : new TrainingImages());
			watched.run(context);
			if (showing) show.get().accept(checked);
			if (showing && checked.folder().isPresent())
				Summary.show(name, context.told(), checked.folder().get(), context.took());
			return true;
		} catch (final CancelledException e) {
			final String message = name + " was cancelled.";
			log.warn(message);
			stop(quitting, name, message, e, false);
		} catch (final UserError e) {
			log.error(name + ": " + e.getMessage());
			stop(quitting, name, e.getMessage(), e, true);
		} catch (final OutOfMemoryError e) {
			final String message = String.format(Locale.ROOT,
					"The memory is used up (%d MB): raise the limit in Edit>Options>Memory & Threads or with -Xmx, or use a smaller batch.",
					Runtime.getRuntime().maxMemory() >> 20);
			log.error(name + ": " + message, e);
			stop(quitting, name, message, e, true);
		} catch (final RuntimeException | LinkageError | StackOverflowError | AssertionError e) {
			log.error(name + " failed", e);
			stop(quitting, name, "This is a bug in the program, not an error in your data: " + e
					+ ". Please report it with the details in the log.", e, true);
		} finally {
			quitting.close();
		}
		return false;
	}

	private SciJavaContext context() {
		return new SciJavaContext(scijava, command,
				!Windows.canShow()
						? Optional.of(new ConsoleBar(System.err, System.console() != null))
						: Optional.empty());
	}

	private void stop(final Quitting quitting, final String name, final String message, final Throwable cause,
			final boolean box) {
		command.cancel(message);
		ExitCode.failed();
		// The job has ended and the log has it: what follows may wait for somebody to close a message box.
		quitting.close();
		final boolean macro = IJ.isMacro() || Macro.getOptions() != null;
		final boolean menu = !throwing && Windows.canShow();
		if (macro || menu && box) tell(name, message);
		if (macro || menu) return;
		if (cause instanceof Error) throw (Error) cause;
		throw (RuntimeException) cause;
	}

	/** In a macro this ends it; the exception that says so again would only print stack traces in a Fiji without windows. */
	private static void tell(final String name, final String message) {
		try {
			IJ.error(name, message);
		} catch (final RuntimeException e) {
			if (!Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
		}
	}
}
