/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.Map;
import java.util.function.BooleanSupplier;

/**
 * What a running stage may say and ask: progress, messages, facts for run.json, and whether the user wants it to stop.
 * Stages know nothing else of the outside: a menu command, a macro, a batch run and a Java caller each pass their own.
 * Implementations are safe to call from the one thread that runs the stage.
 */
public interface RunContext {
	/**
	 * Announces work of a known length; close it when done.
	 *
	 * @param label what is being done, e.g. "E-GAN patient"
	 * @param unit the word for one step, e.g. "generation"
	 * @param steps number of steps in all
	 */
	Progress start(String label, String unit, long steps);

	/**
	 * Announces the parts of a run of several trainings, so that displays can tell how far the whole is.
	 *
	 * @param parts about how long each takes, in any unit, by the label that {@link #start} will be given; in their order
	 */
	default void plan(final Map<String, Double> parts) { /* for displays that tell of the whole */ }

	/** True once the user asked to stop. */
	boolean isCancelled();

	/** A line for the log. */
	void info(String message);

	/** Text in columns that only a font of fixed width keeps; a display without one shows its tables otherwise. */
	default void table(final String text) {
		info(text);
	}

	/** Something the user should know of although the work goes on; also kept in run.json. */
	void warn(String message);

	/** Keeps a fact about this run (a count, a choice, a measured value) for its run.json; values are what Gson can write. */
	void record(String name, Object value);

	/** @throws CancelledException once the user asked to stop; called at every step of anything that takes over a second. */
	default void checkCancelled() {
		if (isCancelled()) throw new CancelledException();
	}

	/** A context that says nothing and never cancels, for Java callers and tests. */
	static RunContext quiet() {
		return quiet(() -> false);
	}

	/** A context that says nothing. @param cancelled asked at every step */
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

	/** A context that says nothing, and that the user of this one can cancel: for trials whose warnings mean nothing. */
	default RunContext quietly() {
		return quiet(this::isCancelled);
	}
}
