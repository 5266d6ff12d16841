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
	private final int warm;
	private final int most;
	private final double budget;
	private long begin;
	private long last;
	private int counted;
	private double seconds;

	/**
	 * @param warm steps that do not count, because they pay for the start or are of another kind
	 * @param most steps that count
	 * @param budget seconds to spend, roughly
	 */
	StepClock(final int warm, final int most, final double budget) {
		this.warm = warm;
		this.most = most;
		this.budget = budget;
	}

	/** Steps a training must have, so that it does not end by itself. */
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
		return counted >= most || counted > 0 && (last - begin) * 1e-9 > budget;
	}

	/** Mean seconds of a step. */
	double perStep() {
		if (counted == 0) throw new IllegalStateException("no step was timed");
		return seconds / counted;
	}
}
