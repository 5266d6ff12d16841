/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What a running stage can report and ask: progress, messages, facts for run.json, and whether the user wants it to
 * stop. It is all that a stage knows of its caller: a menu command, a macro, a batch run and a Java caller each pass
 * their own. A context is used only by the thread that runs the stage.
 */
public interface RunContext {
	/**
	 * Announces work of a known length; close it when done.
	 *
	 * @param label what is being done, e.g. "E-GAN patient"
	 * @param unit the word for one step, e.g. "generation"
	 * @param steps number of steps in all
	 * @return the progress to report to; close it at the end
	 */
	Progress start(String label, String unit, long steps);

	/**
	 * Announces the parts of a run of several trainings, so that displays can tell how far the whole is.
	 *
	 * @param parts about how long each takes, in any unit, by the label that {@link #start} will be given; in their order
	 */
	default void plan(final Map<String, Double> parts) { /* for displays that tell of the whole */ }

	/** {@return true once the user asked to stop} */
	boolean isCancelled();

	/**
	 * Writes a line to the log.
	 *
	 * @param message one sentence
	 */
	void info(String message);

	/**
	 * Writes text in columns, which needs a font of fixed width. A display without one may ignore it.
	 *
	 * @param text lines of equal width
	 */
	default void table(final String text) {
		info(text);
	}

	/**
	 * Warns the user, although the work continues. The warning is also kept in run.json.
	 *
	 * @param message one sentence
	 */
	void warn(String message);

	/**
	 * Keeps a fact about this run for its run.json, such as a count, a choice or a measured value.
	 *
	 * @param name lower case, words joined by underscores
	 * @param value anything that Gson can write
	 */
	void record(String name, Object value);

	/** @throws CancelledException once the user asked to stop; called at every step of anything that takes over a second. */
	default void checkCancelled() {
		if (isCancelled()) throw new CancelledException();
	}

	/** {@return a context that reports nothing and never cancels, for Java callers and tests} */
	static RunContext quiet() {
		return quiet(() -> false);
	}

	/**
	 * {@return a context that reports nothing}
	 *
	 * @param cancelled asked at every step whether to stop
	 */
	static RunContext quiet(final BooleanSupplier cancelled) {
		return new RunContext() {
			@Override
			public Progress start(final String label, final String unit, final long steps) {
				return Progress.UNWATCHED;
			}

			@Override
			public boolean isCancelled() {
				return cancelled.getAsBoolean();
			}

			@Override
			public void info(final String message) { /* nobody listens */ }

			@Override
			public void warn(final String message) { /* nobody listens */ }

			@Override
			public void record(final String name, final Object value) { /* nothing is written */ }
		};
	}

	/**
	 * {@return a context that reports nothing and is cancelled with this one, for trials whose warnings have no
	 * meaning}
	 */
	default RunContext quietly() {
		return quiet(this::isCancelled);
	}
}
