/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.List;

import org.cmrgan.nn.State;

/** A generator of the population, and the images by which it was judged. */
final class Survivor {
	private final State state;
	private final List<float[]> images;

	Survivor(final State state, final List<float[]> images) {
		this.state = state;
		this.images = images;
	}

	/** Its parameters and optimiser state. */
	State state() {
		return state;
	}

	/** The images, row-major, in [-1, 1]. */
	List<float[]> images() {
		return images;
	}
}
