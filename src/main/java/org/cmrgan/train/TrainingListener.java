/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.util.List;
import java.util.Map;

/** Watches a training, for example to draw its curves. Called on the training thread. */
public interface TrainingListener {
	/**
	 * Training starts, or continues after a step.
	 *
	 * @param schedule of the training
	 * @param step number of the last finished step, from 0
	 */
	default void started(final Schedule schedule, final long step) {}

	/**
	 * A step is finished.
	 *
	 * @param step its number, from 1
	 * @param figures its values, one for each column of losses.csv in order; NaN where it measured none
	 */
	default void stepped(final long step, final Map<String, Double> figures) {}

	/**
	 * A snapshot was taken.
	 *
	 * @param step number of the last finished step
	 * @param images row-major, x fastest, in [-1, 1]
	 * @param width image width, pixels
	 * @param height image height, pixels
	 */
	default void snapshot(final long step, final List<float[]> images, final int width, final int height) {}

	/**
	 * {@return true to end the training after this step and keep its current state as the result}
	 */
	default boolean wantsEnd() {
		return false;
	}

	/** Training ended, was cancelled or failed. */
	default void ended() {}
}
