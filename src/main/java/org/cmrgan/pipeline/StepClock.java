/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.Map;

import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingListener;

/** Times the steps of a training, and ends it when enough steps were measured. */
final class StepClock implements TrainingListener {
	private final int warm;
	private final int most;
	private final double budget;
	private long begin;
	private long last;
	private int counted;
	private double seconds;

	/**
	 * @param warm number of first steps that are not measured, because they include start-up or are of another kind
	 * @param most largest number of measured steps
	 * @param budget approximate time in seconds
	 */
	StepClock(final int warm, final int most, final double budget) {
		this.warm = warm;
		this.most = most;
		this.budget = budget;
	}

	/** Smallest number of steps of a training, so that it does not end before the measurement. */
	int steps() {
		return warm + most;
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

	/** @param step number of steps so far, including this one */
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
		return counted >= most || counted > 0 && (last - begin) * 1e-9 > budget;
	}

	/** Mean seconds of a step. */
	double perStep() {
		if (counted == 0) throw new IllegalStateException("no step was timed");
		return seconds / counted;
	}
}
