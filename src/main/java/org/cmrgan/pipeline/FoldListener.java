/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.List;
import java.util.Map;

import org.cmrgan.train.Schedule;
import org.cmrgan.train.TrainingListener;

/** Shows a training under a label that names its fold. */
final class FoldListener implements TrainingListener {
	private final TrainingListener shown;
	private final String place;

	/** @param place such as "fold 2 of 4" */
	FoldListener(final TrainingListener shown, final String place) {
		this.shown = shown;
		this.place = place;
	}

	@Override
	public void started(final Schedule schedule, final long step) {
		shown.started(schedule.named(schedule.label() + ", " + place), step);
	}

	@Override
	public void stepped(final long step, final Map<String, Double> figures) {
		shown.stepped(step, figures);
	}

	@Override
	public void snapshot(final long step, final List<float[]> images, final int width, final int height) {
		shown.snapshot(step, images, width, height);
	}

	@Override
	public boolean wantsEnd() {
		return shown.wantsEnd();
	}

	@Override
	public void ended() {
		shown.ended();
	}
}
