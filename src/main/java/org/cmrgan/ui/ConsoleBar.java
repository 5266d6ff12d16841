/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.io.PrintStream;

/** A progress line for runs without windows: redrawn in place on a terminal, and a line at intervals in a log file. */
final class ConsoleBar {
	private static final int WIDTH = 24;
	private static final long REDRAW_NANOS = 200_000_000L;
	private static final long LINE_NANOS = 20_000_000_000L;

	private final PrintStream out;
	private final boolean terminal;
	private long shownAt;
	private int shownLength;

	/** @param terminal whether a carriage return redraws the line */
	ConsoleBar(final PrintStream out, final boolean terminal) {
		this.out = out;
		this.terminal = terminal;
		this.shownAt = System.nanoTime();
	}

	/** Shows progress, but not more often than at intervals. */
	void show(final long done, final long steps, final String message) {
		final long now = System.nanoTime();
		if (now - shownAt < (terminal ? REDRAW_NANOS : LINE_NANOS)) return;
		shownAt = now;
		final String line = bar(done, steps) + " " + message;
		if (!terminal) {
			out.println(line);
			return;
		}
		out.print("\r" + line + " ".repeat(Math.max(0, shownLength - line.length())));
		out.flush();
		shownLength = line.length();
	}

	/** Removes the redrawn line, so that other text can follow. */
	void clear() {
		if (shownLength == 0) return;
		out.print("\r" + " ".repeat(shownLength) + "\r");
		out.flush();
		shownLength = 0;
	}

	private static String bar(final long done, final long steps) {
		final int full = steps <= 0 ? 0 : (int) Math.min(WIDTH, WIDTH * done / steps);
		return "[" + "#".repeat(full) + "-".repeat(WIDTH - full) + "]";
	}
}
