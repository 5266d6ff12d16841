/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.Arrays;
import java.util.Locale;

import org.cmrgan.io.GeometryPart;
import org.cmrgan.io.MetaImage;

/**
 * The directions in which the columns and rows of an image follow each other, made perpendicular unit vectors.
 * <p>
 * A slice that ITK cuts from an oblique volume keeps the upper left 2x2 part of the volume's 3x3 direction. Its rows
 * are then neither unit vectors nor perpendicular, and do not define a geometry; the pixels are rectangles of the given
 * spacing. The third components can be recovered except for their common sign. If the sign does not matter for the
 * patch, the direction is used; otherwise the slice is used as stored. Immutable.
 */
final class SliceAxes {
	/** Tolerance: rounded header values are off by some thousandths. */
	private static final double LENGTH = 0.01;
	private static final double COSINE = 0.02;
	/** Below this deviation, axes are used without correction. */
	private static final double EXACT = 1e-9;
	/** Cosine of 5 degrees. */
	private static final double STRAIGHT = 0.9962;
	/** Cosine of 30 degrees. */
	private static final double ALIKE = 0.866;

	private final Frame frame;
	private final boolean partial;
	private final boolean known;
	private final double[] x;
	private final double[] y;

	private SliceAxes(final Frame frame, final boolean partial, final boolean known, final double[] x,
			final double[] y) {
		this.frame = frame;
		this.partial = partial;
		this.known = known;
		this.x = Arrays.copyOf(x, 3);
		this.y = Arrays.copyOf(y, 3);
	}

	/** @throws Unusable if the direction is neither that of perpendicular axes nor part of one */
	static SliceAxes of(final MetaImage image) throws Unusable {
		final double[][] direction = image.direction();
		final double[] x = direction[0];
		final double[] y = direction[1];
		final double[] spacing = image.spacing();
		final double cosine = dot(x, y);
		if (isOne(length(x)) && isOne(length(y)) && Math.abs(cosine) < COSINE) {
			final double[][] square = square(x, y);
			return new SliceAxes(Frame.of(square[0], square[1], spacing[0], spacing[1]), false,
					image.states(GeometryPart.DIRECTION), square[0], square[1]);
		}
		if (x.length != 2 || !isPart(length(x), length(y), cosine))
			throw new Unusable(
					"has a TransformMatrix whose rows are not perpendicular unit vectors (lengths %s and %s, angle %s degrees): correct it to direction cosines",
					short2(length(x)), short2(length(y)),
					short2(Math.toDegrees(Math.acos(Math.max(-1, Math.min(1, cosine / length(x) / length(y)))))));
		if (!image.states(GeometryPart.SPACING))
			throw new Unusable(
					"has an incomplete TransformMatrix (oblique slice) and no ElementSpacing: add ElementSpacing, or store it as a volume of one slice");
		return cut(x, y, spacing[0], spacing[1]);
	}

	/** The position of the slice. */
	Frame frame() {
		return frame;
	}

	/** True if the header has only part of an oblique direction, so that the slice was used as stored. */
	boolean isPartial() {
		return partial;
	}

	/** True if the header defines the position of the slice in the body. */
	boolean isKnown() {
		return known;
	}

	/** True if columns and rows run to the right and downwards as stored. */
	boolean isAsStored() {
		return frame.right(1, 0) > STRAIGHT * Math.hypot(frame.right(1, 0), frame.down(1, 0))
				&& frame.down(0, 1) > STRAIGHT * Math.hypot(frame.right(0, 1), frame.down(0, 1));
	}

	/**
	 * The directions of columns and rows, by the nearest axes of the body: "LP" for left and back, as on an axial
	 * slice.
	 */
	String code() {
		return letter(x) + letter(y);
	}

	private static String letter(final double[] axis) {
		int largest = 0;
		for (int i = 1; i < 3; i++) if (Math.abs(axis[i]) > Math.abs(axis[largest])) largest = i;
		return (axis[largest] < 0 ? "RAI" : "LPS").substring(largest, largest + 1);
	}

	/** The unit vector across the slice, LPS; its sign has no meaning. */
	double[] normal() {
		final double[] out = { x[1] * y[2] - x[2] * y[1], x[2] * y[0] - x[0] * y[2], x[0] * y[1] - x[1] * y[0] };
		return scaled(out, 1 / length(out));
	}

	/** True if two rows of these lengths can be parts of perpendicular unit vectors of three components. */
	private static boolean isPart(final double lengthX, final double lengthY, final double cosine) {
		return lengthX < 1 + LENGTH && lengthY < 1 + LENGTH
				&& Math.abs(third(lengthX) * third(lengthY) - Math.abs(cosine)) < COSINE;
	}

	private static double third(final double length) {
		return Math.sqrt(Math.max(0, 1 - length * length));
	}

	private static SliceAxes cut(final double[] x, final double[] y, final double spacingX, final double spacingY) {
		final double zx = third(length(x));
		final double zy = dot(x, y) > 0 ? -third(length(y)) : third(length(y));
		final Frame up = whole(x, y, zx, zy);
		final Frame down = whole(x, y, -zx, -zy);
		// Rotation and flip of both solutions; they differ only in the sign of the third components.
		final double xr = up.right(1, 0) + down.right(1, 0);
		final double xd = up.down(1, 0) + down.down(1, 0);
		final double cosine = up.right(1, 0) * down.right(1, 0) + up.down(1, 0) * down.down(1, 0);
		final double mirror = handedness(up);
		if (mirror != handedness(down) || cosine < ALIKE)
			return new SliceAxes(Frame.asStored(spacingX, spacingY), true, false, x, y);
		final double size = Math.hypot(xr, xd);
		final double r = xr / size;
		final double d = xd / size;
		return new SliceAxes(Frame.ofSteps(spacingX * r, spacingX * d, -mirror * spacingY * d, mirror * spacingY * r),
				false, true, x, y);
	}

	private static double handedness(final Frame frame) {
		return Math.signum(frame.right(1, 0) * frame.down(0, 1) - frame.right(0, 1) * frame.down(1, 0));
	}

	private static Frame whole(final double[] x, final double[] y, final double zx, final double zy) {
		final double[][] square = square(new double[] { x[0], x[1], zx }, new double[] { y[0], y[1], zy });
		return Frame.of(square[0], square[1], 1, 1);
	}

	/** The perpendicular unit vectors closest to both. */
	private static double[][] square(final double[] x, final double[] y) {
		if (Math.abs(length(x) - 1) < EXACT && Math.abs(length(y) - 1) < EXACT && Math.abs(dot(x, y)) < EXACT)
			return new double[][] { x, y };
		final double[] a = scaled(x, 1 / length(x));
		final double[] b = scaled(y, 1 / length(y));
		final double[] sum = sum(a, b, 1);
		final double[] difference = sum(a, b, -1);
		final double[] u = scaled(sum, Math.sqrt(0.5) / length(sum));
		final double[] v = scaled(difference, Math.sqrt(0.5) / length(difference));
		return new double[][] { sum(u, v, 1), sum(u, v, -1) };
	}

	private static boolean isOne(final double length) {
		return Math.abs(length - 1) < LENGTH;
	}

	private static String short2(final double value) {
		return String.format(Locale.ROOT, "%.2f", value);
	}

	private static double dot(final double[] a, final double[] b) {
		double out = 0;
		for (int i = 0; i < a.length; i++) out += a[i] * b[i];
		return out;
	}

	private static double length(final double[] a) {
		return Math.sqrt(dot(a, a));
	}

	private static double[] scaled(final double[] a, final double factor) {
		final double[] out = new double[a.length];
		for (int i = 0; i < a.length; i++) out[i] = a[i] * factor;
		return out;
	}

	private static double[] sum(final double[] a, final double[] b, final double factor) {
		final double[] out = new double[a.length];
		for (int i = 0; i < a.length; i++) out[i] = a[i] + factor * b[i];
		return out;
	}
}
