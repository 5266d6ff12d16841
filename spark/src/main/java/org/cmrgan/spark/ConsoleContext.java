/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import java.io.PrintStream;

import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.TimeLeft;

/** Messages for the user who submitted the application, among those of Spark. */
final class ConsoleContext implements RunContext {
	private static final long LINE_NANOS = 20_000_000_000L;

	private final PrintStream out;

	ConsoleContext(final PrintStream out) {
		this.out = out;
	}

	private void line(final String text) {
		out.println("[CMR GAN] " + text);
	}

	@Override
	public Progress start(final String label, final String unit, final long steps) {
		final TimeLeft time = new TimeLeft(label, unit, steps);
		return new Progress() {
			private long shown;

			@Override
			public void done(final long done) {
				final String words = time.after(done);
				final long now = System.nanoTime();
				if (shown != 0 && now - shown < LINE_NANOS && done < steps) return;
				shown = now;
				line(words);
			}

			@Override
			public void close() {
				// Lines are not redrawn.
			}
		};
	}

	/** The user ends the driver instead; Spark then ends the executors. */
	@Override
	public boolean isCancelled() {
		return false;
	}

	@Override
	public void info(final String message) {
		line(message);
	}

	@Override
	public void table(final String text) {
		text.lines().forEach(out::println);
	}

	@Override
	public void warn(final String message) {
		line("Warning: " + message);
	}

	void error(final String message) {
		line("Error: " + message);
	}

	@Override
	public void record(final String name, final Object value) {
		// run.json records it.
	}
}
