/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/** The real image nearest to an image, and how it must be moved to lie on it. */
public final class Neighbour {
	private final int index;
	private final double distance;
	private final double second;
	private final Symmetry symmetry;
	private final int dx;
	private final int dy;

	Neighbour(final int index, final double distance, final double second, final Symmetry symmetry, final int dx,
			final int dy) {
		this.index = index;
		this.distance = distance;
		this.second = second;
		this.symmetry = symmetry;
		this.dx = dx;
		this.dy = dy;
	}

	/** Row of the nearest image in the set searched. */
	public int index() {
		return index;
	}

	/** To the nearest image: 1 − NCC in [0, 2], or Euclidean between features. */
	public double distance() {
		return distance;
	}

	/** To the nearest image of another group (subject) than the nearest one's; infinite if there is none. */
	public double second() {
		return second;
	}

	/** Nearest over second-nearest distance, in [0, 1]; near 0 = one single real stands out, as for a copy. */
	public double ratio() {
		return second > 0 ? distance / second : 1;
	}

	/** The flip or turn of the real image. */
	public Symmetry symmetry() {
		return symmetry;
	}

	/** Shift of the real image in pixels, to the right. */
	public int dx() {
		return dx;
	}

	/** Shift of the real image in pixels, downwards. */
	public int dy() {
		return dy;
	}
}
