/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.util.List;
import java.util.Map;

/** Watches a training, e.g. to draw its curves; called on the training thread. */
public interface TrainingListener {
	/** Training begins, or continues after {@code step}. */
	default void started(final Schedule schedule, final long step) {}

	/** A step was taken. */
	default void stepped(final long step, final Map<String, Double> figures) {}

	/**
	 * A snapshot was taken.
	 *
	 * @param images row-major, x fastest, in [-1, 1]
	 */
	default void snapshot(final long step, final List<float[]> images, final int width, final int height) {}

	/** True once whoever watches wants the training to end after this step, and what it has made to be kept as its result. */
	default boolean wantsEnd() {
		return false;
	}

	/** Training ended, was cancelled or failed. */
	default void ended() {}
}
