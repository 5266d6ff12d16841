/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

/**
 * The position of a slice in the body, and the upright axes of its patches: "right" and "down" in the picture as
 * radiologists view it. For any plane, they are the rotation and flip closest to the standard views. On an axial plane,
 * right is the patient's left and down the back; on a coronal one, the left and the feet; on a sagittal one, the back
 * and the feet; on a short-axis plane, the septum is on the left. They depend on the plane alone: flipped or rotated
 * storage does not change a patch. Immutable.
 */
final class Frame {
	// Wanted in-plane directions, in LPS: the weights of left, posterior and superior for "right" and for "down". Standard
	// views come out exactly because right's weight of the second axis equals down's weight of the first one in each.
	private static final double[] RIGHT = { 1, 0.5, -0.5 };
	private static final double[] DOWN = { 0.5, 0.5, -1 };

	/** Millimetres right and down, for a step of one pixel along the stored x and y: {xr, xd, yr, yd}. */
	private final double[] steps;

	private Frame(final double[] steps) {
		this.steps = steps;
	}

	/**
	 * @param alongX direction in which the stored x grows, LPS (two components: left, posterior)
	 * @param alongY the same for y; not parallel to x
	 * @param spacingX pixel spacing along x in mm
	 * @param spacingY pixel spacing along y in mm
	 */
	static Frame of(final double[] alongX, final double[] alongY, final double spacingX, final double spacingY) {
		final double[] x = three(alongX);
		final double[] y = three(alongY);
		final double[] e1 = scaled(x, 1 / length(x));
		final double along = dot(y, e1);
		final double[] across = { y[0] - along * e1[0], y[1] - along * e1[1], y[2] - along * e1[2] };
		final double[] e2 = scaled(across, 1 / length(across));
		// right = c e1 + s e2; down = -s e1 + c e2, or its opposite if the storage is mirrored.
		final double same = dot(e1, RIGHT) + dot(e2, DOWN);
		final double sameTurn = dot(e2, RIGHT) - dot(e1, DOWN);
		final double mirrored = dot(e1, RIGHT) - dot(e2, DOWN);
		final double mirroredTurn = dot(e2, RIGHT) + dot(e1, DOWN);
		final boolean flip = Math.hypot(mirrored, mirroredTurn) > Math.hypot(same, sameTurn) + 1e-9;
		final double size = flip ? Math.hypot(mirrored, mirroredTurn) : Math.hypot(same, sameTurn);
		final double c = snapped((flip ? mirrored : same) / size);
		final double s = snapped((flip ? mirroredTurn : sameTurn) / size);
		final double sign = flip ? -1 : 1;
		final double[] right = sum(c, e1, s, e2);
		final double[] down = sum(-s * sign, e1, c * sign, e2);
		return new Frame(new double[] { spacingX * dot(x, right), spacingX * dot(x, down), spacingY * dot(y, right),
				spacingY * dot(y, down) });
	}

	/** Columns to the right and rows downwards, as stored. */
	static Frame asStored(final double spacingX, final double spacingY) {
		return ofSteps(spacingX, 0, 0, spacingY);
	}

	/** Millimetres right and down, for a step of one pixel along the stored x and y. */
	static Frame ofSteps(final double xRight, final double xDown, final double yRight, final double yDown) {
		return new Frame(new double[] { xRight, xDown, yRight, yDown });
	}

	/** Millimetres to the right of pixel (0, 0) of the (fractional) stored pixel. */
	double right(final double x, final double y) {
		return x * steps[0] + y * steps[2];
	}

	/** Millimetres below pixel (0, 0) of the (fractional) stored pixel. */
	double down(final double x, final double y) {
		return x * steps[1] + y * steps[3];
	}

	/** The stored x of a place given in mm right of and below pixel (0, 0). */
	double x(final double right, final double down) {
		return (right * steps[3] - down * steps[2]) / determinant();
	}

	/** The stored y of a place given in mm right of and below pixel (0, 0). */
	double y(final double right, final double down) {
		return (down * steps[0] - right * steps[1]) / determinant();
	}

	private double determinant() {
		return steps[0] * steps[3] - steps[1] * steps[2];
	}

	/** Rounding must not rotate an upright image. */
	private static double snapped(final double value) {
		final double whole = Math.rint(value);
		return Math.abs(value - whole) < 1e-7 ? whole : value;
	}

	private static double[] three(final double[] vector) {
		return new double[] { vector[0], vector[1], vector.length > 2 ? vector[2] : 0 };
	}

	private static double dot(final double[] a, final double[] b) {
		return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
	}

	private static double length(final double[] a) {
		return Math.sqrt(dot(a, a));
	}

	private static double[] scaled(final double[] a, final double factor) {
		return new double[] { a[0] * factor, a[1] * factor, a[2] * factor };
	}

	private static double[] sum(final double p, final double[] a, final double q, final double[] b) {
		return new double[] { p * a[0] + q * b[0], p * a[1] + q * b[1], p * a[2] + q * b[2] };
	}
}
