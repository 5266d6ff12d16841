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
 * <li>a user's mistake is logged as one sentence, and a bug with its stack trace;
 * <li>in a macro, the sentence becomes the macro's error, because a thrown exception would not stop it;
 * <li>from the menus, it is shown in a message box;
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
	 * @param command checked for a cancel while the job runs, and cancelled with a reason if the job failed
	 * @param throwing true if the caller is a script, which receives the exception
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
	 * @param job makes the job; exceptions from it are reported like those of the job
	 * @param <J> the kind of job
	 * @param show true to open the results and to show trainings, where there are windows; without windows, images are
	 * left to the macro, so that a recorded macro also runs there
	 * @return whether the job was done
	 * @throws RuntimeException the exception of the job, if a script called, or if there is neither a macro to stop nor
	 * a window for the message
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
			if (checked.results().isPresent()) {
				final String end = Summary.sentences(name, checked.results().get(), context.took());
				if (!Windows.canShow()) log.info(end);
				if (showing && checked.folder().isPresent())
					Summary.show(name, context.told(), end, checked.folder().get(), context.took());
			}
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
		// The job has ended and is logged: the rest may wait until a message box is closed.
		quitting.close();
		final boolean macro = IJ.isMacro() || Macro.getOptions() != null;
		final boolean menu = !throwing && Windows.canShow();
		if (macro || menu && box) tell(name, message);
		if (macro || menu) return;
		if (cause instanceof Error) throw (Error) cause;
		throw (RuntimeException) cause;
	}

	/**
	 * In a macro, this call stops it. Its exception is not passed on, because a Fiji without windows would print its
	 * stack trace.
	 */
	private static void tell(final String name, final String message) {
		try {
			IJ.error(name, message);
		} catch (final RuntimeException e) {
			if (!Macro.MACRO_CANCELED.equals(e.getMessage())) throw e;
		}
	}
}
