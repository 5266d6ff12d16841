/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.Locale;

/**
 * Words for progress: "E-GAN patient, generation 120/1500, 14 min left". The time that is left is estimated from the
 * steps so far.
 */
public final class TimeLeft {
	private final String label;
	private final String unit;
	private final long steps;
	private final long begin = System.nanoTime();
	private long first = -1;
	private String doing = "";

	/**
	 * Starts the clock.
	 *
	 * @param label what is being done, such as "E-GAN patient"
	 * @param unit the word for one step, such as "generation"
	 * @param steps number of steps
	 */
	public TimeLeft(final String label, final String unit, final long steps) {
		this.label = label;
		this.unit = unit;
		this.steps = steps;
	}

	/**
	 * Leaves steps out of the estimate, because an earlier run had finished them.
	 *
	 * @param found number of these steps
	 */
	public void found(final long found) {
		first = Math.max(0, first) + found;
	}

	/** @param what is under way, for the end of the line; empty for nothing in particular */
	public void doing(final String what) {
		doing = what;
	}

	/**
	 * {@return the words after a number of steps}
	 *
	 * @param done steps finished; the first call may be above 0 when a run is resumed
	 */
	public String after(final long done) {
		if (first < 0) first = done;
		final double seconds = (System.nanoTime() - begin) * 1e-9;
		final String where = String.format(Locale.ROOT, "%s, %s %d/%d", label, unit, done, steps);
		// Too early to tell: the first steps pay for loading native libraries.
		final String left = done - first < 2 || seconds < 1
				? ""
				: ", " + words(seconds / (done - first) * (steps - done)) + " left";
		return where + left + (doing.isEmpty() ? "" : " (" + doing + ")");
	}

	/**
	 * {@return a duration in words: "40 s", "14 min" or "2 h 05 min"}
	 *
	 * @param seconds the duration
	 */
	public static String words(final double seconds) {
		if (seconds < 99.5) return String.format(Locale.ROOT, "%.0f s", seconds);
		final long minutes = Math.round(seconds / 60);
		if (minutes < 100) return minutes + " min";
		return String.format(Locale.ROOT, "%d h %02d min", minutes / 60, minutes % 60);
	}
}
