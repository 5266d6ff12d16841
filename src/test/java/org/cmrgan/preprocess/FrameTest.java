/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class FrameTest {
	private static final double[] LEFT = { 1, 0, 0 };
	private static final double[] BACK = { 0, 1, 0 };
	private static final double[] FEET = { 0, 0, -1 };

	private static double[] minus(final double[] a) {
		return new double[] { -a[0], -a[1], -a[2] };
	}

	private static void assertUpright(final Frame frame, final double rx, final double dx, final double ry,
			final double dy) {
		assertEquals(rx, frame.right(1, 0), 1e-9);
		assertEquals(dx, frame.down(1, 0), 1e-9);
		assertEquals(ry, frame.right(0, 1), 1e-9);
		assertEquals(dy, frame.down(0, 1), 1e-9);
	}

	@Test
	void standardViewsStayAsTheyAre() {
		for (final double[][] view : new double[][][] { { LEFT, BACK }, { LEFT, FEET }, { BACK, FEET } })
			assertUpright(Frame.of(view[0], view[1], 1.2, 1.5), 1.2, 0, 0, 1.5);
		assertUpright(Frame.of(new double[] { 1, 0 }, new double[] { 0, 1 }, 2, 2), 2, 0, 0, 2);
	}

	@Test
	void flippedAndTransposedStorageIsUndone() {
		for (final double[][] view : new double[][][] { { LEFT, BACK }, { LEFT, FEET }, { BACK, FEET } }) {
			assertUpright(Frame.of(minus(view[0]), view[1], 1, 1), -1, 0, 0, 1);
			assertUpright(Frame.of(view[0], minus(view[1]), 1, 1), 1, 0, 0, -1);
			assertUpright(Frame.of(view[1], view[0], 1, 1), 0, 1, 1, 0);
		}
	}

	@Test
	void aTurnInThePlaneIsUndone() {
		final double t = Math.toRadians(30);
		final Frame frame = Frame.of(new double[] { Math.cos(t), Math.sin(t) },
				new double[] { -Math.sin(t), Math.cos(t) }, 1, 1);
		assertUpright(frame, Math.cos(t), Math.sin(t), -Math.sin(t), Math.cos(t));
	}

	@Test
	void aShortAxisViewIsHardlyTurned() {
		// The long axis points to the left, the front and the feet; in the picture right is left and back, down the feet.
		final double[] normal = unit(new double[] { 0.62, -0.6, -0.5 });
		final double[] right = unit(cross(normal, new double[] { 0, 0, 1 }));
		final double[] x = right[0] > 0 ? right : minus(right);
		final double[] y = unit(cross(normal, x));
		final double[] down = y[2] < 0 ? y : minus(y);
		final Frame frame = Frame.of(x, down, 1, 1);
		assertTrue(frame.right(1, 0) > 0.85, "turned by acos " + frame.right(1, 0));
		assertTrue(frame.down(0, 1) > 0.85, "turned by acos " + frame.down(0, 1));
	}

	@Test
	void placesGoThereAndBack() {
		final Frame frame = Frame.of(new double[] { 0.8, 0.6, 0 }, new double[] { -0.48, 0.64, -0.6 }, 1.3, 0.9);
		final double right = frame.right(17.5, -4);
		final double down = frame.down(17.5, -4);
		assertEquals(17.5, frame.x(right, down), 1e-9);
		assertEquals(-4, frame.y(right, down), 1e-9);
	}

	private static double[] cross(final double[] a, final double[] b) {
		return new double[] { a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0] };
	}

	private static double[] unit(final double[] a) {
		final double length = Math.sqrt(a[0] * a[0] + a[1] * a[1] + a[2] * a[2]);
		return new double[] { a[0] / length, a[1] / length, a[2] / length };
	}
}
