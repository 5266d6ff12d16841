/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.DoubleBinaryOperator;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.img.array.ArrayImgs;
import net.imglib2.type.numeric.real.FloatType;

import org.cmrgan.preprocess.Resampler.Interpolation;
import org.junit.jupiter.api.Test;

class ResamplerTest {
	private static final Frame PLAIN = Frame.of(new double[] { 1, 0 }, new double[] { 0, 1 }, 1, 1);

	private static RandomAccessibleInterval<FloatType> image(final int width, final int height,
			final DoubleBinaryOperator f) {
		final float[] out = new float[width * height];
		for (int i = 0; i < out.length; i++) out[i] = (float) f.applyAsDouble(i % width, i / width);
		return ArrayImgs.floats(out, width, height);
	}

	private static void assertExact(final Interpolation how, final DoubleBinaryOperator f) {
		final float[] patch = Resampler.patch(image(40, 30, f), PLAIN, 18.3, 14.1, 12, 0.77, how, -1);
		for (int i = 0; i < patch.length; i++) {
			final double x = 18.3 + (i % 12 - 5.5) * 0.77;
			final double y = 14.1 + (i / 12 - 5.5) * 0.77;
			assertEquals(f.applyAsDouble(x, y), patch[i], 1e-3, how + " at " + x + ", " + y);
		}
	}

	@Test
	void linearIsExactForPlanes() {
		assertExact(Interpolation.LINEAR, (x, y) -> 3 + 2 * x - 5 * y);
	}

	@Test
	void cubicIsExactForQuadrics() {
		assertExact(Interpolation.CUBIC, (x, y) -> 3 + 2 * x - 5 * y + 0.3 * x * x - 0.2 * x * y + 0.1 * y * y);
	}

	@Test
	void nearestTakesThePixelThatCoversThePlace() {
		assertExact(Interpolation.NEAREST, (x, y) -> Math.floor(x + 0.5) + 100 * Math.floor(y + 0.5));
	}

	@Test
	void everyInterpolationKeepsThePixelsWhereTheGridsMeet() {
		final RandomAccessibleInterval<FloatType> image = image(16, 16, (x, y) -> Math.sin(3 * x) + Math.cos(5 * y));
		final float[] expected = new float[256];
		int n = 0;
		for (final FloatType value : net.imglib2.view.Views.flatIterable(image)) expected[n++] = value.get();
		for (final Interpolation how : Interpolation.values())
			assertArrayEquals(expected, Resampler.patch(image, PLAIN, 7.5, 7.5, 16, 1, how, 0), 1e-6f, how.toString());
	}

	@Test
	void outsideIsBackgroundAndTheOuterHalfPixelIsNot() {
		final float[] patch = Resampler.patch(image(4, 4, (x, y) -> 7), PLAIN, 1.5, 1.5, 12, 0.5, Interpolation.LINEAR,
				-3);
		// Places -1.25, -0.75, -0.25, ..., 4.25 along each axis.
		assertEquals(-3, patch[6 * 12 + 1]);
		assertEquals(7, patch[6 * 12 + 2]);
		assertEquals(7, patch[6 * 12 + 9]);
		assertEquals(-3, patch[6 * 12 + 10]);
	}

	@Test
	void lowPassComesWithShrinkingOnly() {
		final RandomAccessibleInterval<FloatType> image = image(32, 32, (x, y) -> (x + y) % 2);
		assertSame(image, Resampler.lowPass(image, PLAIN, 0.7));
		assertSame(image, Resampler.lowPass(image, PLAIN, 1.2));
		final RandomAccessibleInterval<FloatType> smooth = Resampler.lowPass(image, PLAIN, 3);
		// Gaussian of 1 pixel: the fastest pattern is damped by exp(-pi^2 / 2) along each axis.
		for (int i = 8; i < 24; i++) assertEquals(0.5, smooth.getAt(i, 16).get(), 0.01);
	}

	@Test
	void lowPassKeepsTheMeanAndKnowsTheAxes() {
		final Frame flat = Frame.of(new double[] { 1, 0 }, new double[] { 0, 1 }, 0.5, 2);
		final RandomAccessibleInterval<FloatType> smooth = Resampler.lowPass(image(32, 32, (x, y) -> x == 16 ? 1 : 0),
				flat, 2);
		double sum = 0;
		for (int i = 0; i < 32; i++) sum += smooth.getAt(i, 10).get();
		assertEquals(1, sum, 1e-5);
		// sigma 1.5 along x; none along y.
		assertEquals(1 / (1.5 * Math.sqrt(2 * Math.PI)), smooth.getAt(16, 10).get(), 2e-3);
		final RandomAccessibleInterval<FloatType> rows = Resampler.lowPass(image(32, 32, (x, y) -> y == 16 ? 1 : 0),
				flat, 2);
		assertEquals(1, rows.getAt(10, 16).get(), 1e-6);
		assertTrue(rows.getAt(10, 17).get() < 1e-6);
	}
}
