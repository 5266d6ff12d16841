/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.Map;

import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingListener;

/** Times the steps of a training, and ends it as soon as enough were taken. */
final class StepClock implements TrainingListener {
	private static final int MOST_STEPS = 20;
	/** Seconds to spend on a training, roughly. */
	private static final double BUDGET = 10;

	private final int warm;
	private long begin;
	private long last;
	private int counted;
	private double seconds;

	/** @param warm steps that do not count, because they pay for the start or are of another kind */
	StepClock(final int warm) {
		this.warm = warm;
	}

	/** Steps a training must have, so that it does not end by itself. */
	int steps() {
		return warm + MOST_STEPS;
	}

	@Override
	public void started(final Schedule schedule, final long step) {
		start();
	}

	@Override
	public void stepped(final long step, final Map<String, Double> figures) {
		stepped(step);
	}

	void start() {
		begin = System.nanoTime();
		last = begin;
	}

	/** @param step steps so far, with this one */
	void stepped(final long step) {
		final long now = System.nanoTime();
		if (step > warm) {
			counted++;
			seconds += (now - last) * 1e-9;
		}
		last = now;
	}

	@Override
	public boolean wantsEnd() {
		return counted >= MOST_STEPS || counted > 0 && (last - begin) * 1e-9 > BUDGET;
	}

	/** Mean seconds of a step. */
	double perStep() {
		if (counted == 0) throw new IllegalStateException("no step was timed");
		return seconds / counted;
	}
}
