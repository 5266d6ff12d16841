/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.Random;

import org.cmrgan.nn.operation.FreeFormWarp;
import org.junit.jupiter.api.Test;

class FreeFormWarpTest {
	private static final int CHANNELS = 2;
	private static final int HEIGHT = 7;
	private static final int WIDTH = 9;
	private static final int G = 6;
	private static final int PIXELS = HEIGHT * WIDTH;
	private static final double STEP = 1e-6;

	private final FreeFormWarp warp = new FreeFormWarp(HEIGHT, WIDTH, G);
	private final Random random = new Random(4);
	private final double[] maps = random(CHANNELS * PIXELS);
	private final double[] error = random(CHANNELS * PIXELS);

	@Test
	void withoutControlsNothingMoves() {
		assertArrayEquals(maps, warp.sample(maps, warp.field(new double[2 * G * G])));
	}

	@Test
	void theWeightsOfASplineSumToOne() {
		for (final int g : new int[] { 4, 5, 6, 13 }) {
			final double[] controls = new double[2 * g * g];
			Arrays.fill(controls, 0, g * g, -3);
			Arrays.fill(controls, g * g, 2 * g * g, 0.7);
			final double[] field = new FreeFormWarp(HEIGHT, WIDTH, g).field(controls);
			for (int i = 0; i < PIXELS; i++) {
				assertEquals(-3, field[i], 1e-14);
				assertEquals(0.7, field[PIXELS + i], 1e-14);
			}
		}
	}

	/** A cubic B-spline whose controls lie on a straight line is that line, so that controls and pixels are seen to meet. */
	@Test
	void controlsOnALineGiveALine() {
		final double[] controls = new double[2 * G * G];
		final double dx = (double) WIDTH / (G - 3);
		final double dy = (double) HEIGHT / (G - 3);
		// The second control belongs to the image's edge, half a pixel before the first pixel's centre.
		for (int i = 0; i < G * G; i++) {
			controls[i] = 0.3 * ((i % G - 1) * dx - 0.5);
			controls[G * G + i] = -0.2 * ((i / G - 1) * dy - 0.5);
		}
		final double[] field = warp.field(controls);
		for (int i = 0; i < PIXELS; i++) {
			assertEquals(0.3 * (i % WIDTH), field[i], 1e-13);
			assertEquals(-0.2 * (i / WIDTH), field[PIXELS + i], 1e-13);
		}
	}

	@Test
	void wholePixelsShiftAndTheBorderGoesOn() {
		final double[] controls = new double[2 * G * G];
		Arrays.fill(controls, 0, G * G, 2);
		Arrays.fill(controls, G * G, 2 * G * G, -1);
		final double[] moved = warp.sample(maps, warp.field(controls));
		for (int c = 0; c < CHANNELS; c++)
			for (int y = 0; y < HEIGHT; y++)
				for (int x = 0; x < WIDTH; x++)
					assertEquals(at(c, Math.max(y - 1, 0), Math.min(x + 2, WIDTH - 1)),
							moved[c * PIXELS + y * WIDTH + x], 1e-12);
	}

	@Test
	void farBeyondTheBorderThereIsItsCornerAndNoSlope() {
		final double[] field = new double[2 * PIXELS];
		Arrays.fill(field, 0, PIXELS, 1e9);
		Arrays.fill(field, PIXELS, 2 * PIXELS, Double.NEGATIVE_INFINITY);
		for (int c = 0; c < CHANNELS; c++) assertEquals(at(c, 0, WIDTH - 1), warp.sample(maps, field)[c * PIXELS + 5]);
		assertArrayEquals(new double[2 * PIXELS], warp.fieldError(maps, error, field));
		final double[] back = warp.sampleAdjoint(error, field);
		assertEquals(Arrays.stream(error, 0, PIXELS).sum(), back[WIDTH - 1], 1e-12);
	}

	@Test
	void alongABorderOnlyTheOtherAxisHasASlope() {
		final double[] field = new double[2 * PIXELS];
		Arrays.fill(field, 0, PIXELS, 100);
		Arrays.fill(field, PIXELS, 2 * PIXELS, 0.25);
		final double[] slopes = warp.fieldError(maps, error, field);
		for (int i = 0; i < PIXELS; i++) assertEquals(0, slopes[i]);
		final double expected = error[0] * (at(0, 1, WIDTH - 1) - at(0, 0, WIDTH - 1))
				+ error[PIXELS] * (at(1, 1, WIDTH - 1) - at(1, 0, WIDTH - 1));
		assertEquals(expected, slopes[PIXELS], 1e-12);
	}

	@Test
	void derivativesAgreeWithFiniteDifferences() {
		final double[] controls = random(2 * G * G);
		final double[] field = warp.field(controls);
		final double[] atMaps = warp.sampleAdjoint(error, field);
		for (int i = 0; i < maps.length; i++) assertEquals(slope(maps, i, controls), atMaps[i], 1e-8);
		final double[] atControls = warp.fieldAdjoint(warp.fieldError(maps, error, field));
		for (int i = 0; i < controls.length; i++) assertEquals(slope(controls, i, controls), atControls[i], 1e-7);
	}

	private double slope(final double[] moved, final int i, final double... controls) {
		final double before = moved[i];
		moved[i] = before + STEP;
		final double above = dot(error, warp.sample(maps, warp.field(controls)));
		moved[i] = before - STEP;
		final double below = dot(error, warp.sample(maps, warp.field(controls)));
		moved[i] = before;
		return (above - below) / (2 * STEP);
	}

	@Test
	void adjointsAreTransposes() {
		final double[] controls = random(2 * G * G);
		final double[] e = random(2 * PIXELS);
		assertEquals(dot(warp.field(controls), e), dot(controls, warp.fieldAdjoint(e)), 1e-12);
		final double[] field = warp.field(controls);
		assertEquals(dot(warp.sample(maps, field), error), dot(maps, warp.sampleAdjoint(error, field)), 1e-12);
	}

	@Test
	void oneRowIsAnImageToo() {
		final FreeFormWarp line = new FreeFormWarp(1, 4, 4);
		final double[] field = { 0.5, 0.5, 0.5, 0.5, 3, 3, 3, 3 };
		assertArrayEquals(new double[] { 1.5, 2.5, 3.5, 4 }, line.sample(new double[] { 1, 2, 3, 4 }, field));
	}

	@Test
	void whatDoesNotFitIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> new FreeFormWarp(5, 5, 3));
		assertThrows(IllegalArgumentException.class, () -> new FreeFormWarp(0, 5, 4));
		assertThrows(IllegalArgumentException.class, () -> warp.field(new double[G * G]));
		assertThrows(IllegalArgumentException.class, () -> warp.sample(new double[PIXELS + 1], new double[2 * PIXELS]));
		assertThrows(IllegalArgumentException.class, () -> warp.sample(maps, new double[PIXELS]));
	}

	private double at(final int c, final int y, final int x) {
		return maps[c * PIXELS + y * WIDTH + x];
	}

	private double[] random(final int length) {
		return random.doubles(length, -1.5, 1.5).toArray();
	}

	private static double dot(final double[] a, final double... b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++) sum += a[i] * b[i];
		return sum;
	}
}
