/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/** The real image nearest to an image, and the transform that brings it into register. */
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

	/** {@return the index of the nearest image in the set searched} */
	public int index() {
		return index;
	}

	/** {@return the distance to the nearest image: 1 − NCC in [0, 2], or Euclidean between features} */
	public double distance() {
		return distance;
	}

	/** {@return the distance to the nearest image of any other group (subject); infinite if there is none} */
	public double second() {
		return second;
	}

	/**
	 * {@return the ratio of the nearest to the second-nearest distance, in [0, 1]. Near 0, a single real image stands
	 * out, as for a copy}
	 */
	public double ratio() {
		return second > 0 ? distance / second : 1;
	}

	/** {@return the flip or rotation of the real image} */
	public Symmetry symmetry() {
		return symmetry;
	}

	/** {@return the shift of the real image to the right, pixels} */
	public int dx() {
		return dx;
	}

	/** {@return the shift of the real image downwards, pixels} */
	public int dy() {
		return dy;
	}
}
