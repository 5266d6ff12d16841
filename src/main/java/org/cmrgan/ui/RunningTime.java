/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.EventQueue;
import java.awt.Label;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;

import org.cmrgan.pipeline.TimeEstimate;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.TimeLeft;

import ij.IJ;

/**
 * The line of a dialog with the estimated running time of its command on this computer. It is computed on a separate
 * thread, and again whenever a field changes.
 */
final class RunningTime {
	private static final String TIMES = "org.cmrgan.times.";
	private static final String PRESET = Settings.PRESET.name();
	private static final double LONG = 30 * 60;

	private final String command;
	private final Label line;
	private final Thread thread = new Thread(this::work, "CMR GAN estimates");
	private Map<String, String> wanted = Map.of();
	private Map<String, String> known = Map.of();
	private OptionalDouble seconds = OptionalDouble.empty();
	private volatile boolean ended;

	/** @param line wide enough for the words */
	RunningTime(final String command, final Label line) {
		this.command = command;
		this.line = line;
		thread.setDaemon(true);
		thread.setPriority(Thread.MIN_PRIORITY);
	}

	/** Uses the current values of the fields. */
	synchronized void follow(final Map<String, String> values) {
		wanted = new LinkedHashMap<>(values);
		notifyAll();
		// Two measurements at once would falsify each other.
		if (thread.getState() == Thread.State.NEW && Quitting.isIdle()) thread.start();
	}

	/**
	 * Stops when the dialog closes.
	 *
	 * @return the estimate for the last values, if it is known
	 */
	OptionalDouble end() {
		ended = true;
		synchronized (this) {
			notifyAll();
		}
		try {
			thread.join();
		} catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
		return wanted.equals(known) ? seconds : OptionalDouble.empty();
	}

	/** True for a time so long that a user should confirm it. */
	static boolean isLong(final OptionalDouble seconds) {
		return seconds.isPresent() && seconds.getAsDouble() > LONG;
	}

	private void work() {
		try {
			while (!ended) {
				final Map<String, String> values = next();
				if (!ended) estimate(values);
			}
		} catch (final RuntimeException | LinkageError e) {
			// The command itself reports an error that prevents an estimate.
			say("");
		}
	}

	private void estimate(final Map<String, String> values) {
		say("timing this machine …");
		try {
			final OptionalDouble found = times(values.get(PRESET)).of(command, values,
					RunContext.quiet(() -> ended || !isOfPreset(values)));
			synchronized (this) {
				known = values;
				seconds = found;
			}
			say(found.isPresent()
					? "about " + TimeLeft.words(found.getAsDouble()) + " on this machine, if nothing is there yet"
					: "");
		} catch (final CancelledException e) {
			// The dialog is closed, or shows another preset, which is timed next.
		}
	}

	/** Steps that were timed serve every value of the other fields, but no other preset. */
	private synchronized boolean isOfPreset(final Map<String, String> values) {
		return Objects.equals(values.get(PRESET), wanted.get(PRESET));
	}

	private synchronized Map<String, String> next() {
		try {
			while (!ended && wanted.equals(known)) wait();
		} catch (final InterruptedException e) {
			ended = true;
		}
		return wanted;
	}

	private void say(final String words) {
		EventQueue.invokeLater(() -> line.setText(words));
	}

	private static TimeEstimate times(final String preset) {
		synchronized (RunningTime.class) {
			final Object kept = IJ.getProperty(TIMES + preset);
			if (kept instanceof TimeEstimate) return (TimeEstimate) kept;
			final TimeEstimate fresh = new TimeEstimate(preset);
			IJ.setProperty(TIMES + preset, fresh);
			return fresh;
		}
	}
}
