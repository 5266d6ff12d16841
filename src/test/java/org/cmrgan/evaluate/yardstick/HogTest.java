/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.yardstick;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Random;

import org.junit.jupiter.api.Test;

class HogTest {
	private static float[] image(final int width, final int height, final Pixel pixel) {
		final float[] out = new float[width * height];
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) out[y * width + x] = pixel.at(x, y);
		return out;
	}

	private interface Pixel {
		float at(int x, int y);
	}

	@Test
	void aRampFallsIntoTheBinOfItsDirection() {
		// 100 cells, each with all of its gradient in one bin: 0.1 each after division by the norm.
		final int[][] rampsAndBins = { { 1, 0, 0 }, { -1, 0, 0 }, { 2, 1, 1 }, { 1, 1, 2 }, { 0, 1, 4 }, { 0, -1, 4 },
				{ -1, 1, 6 }, { 1, -1, 6 }, { 2, -1, 6 }, { 3, -1, 7 } };
		for (final int[] ramp : rampsAndBins) {
			final double[] hog = new Hog(80, 80).of(image(80, 80, (x, y) -> ramp[0] * x + ramp[1] * y));
			assertEquals(800, hog.length);
			for (int i = 0; i < hog.length; i++) assertEquals(i % 8 == ramp[2] ? 0.1 : 0, hog[i], 1e-12);
		}
	}

	@Test
	void cellsGoRowByRow() {
		// A single bright pixel in the middle of the second cell of the third row.
		final double[] hog = new Hog(40, 32).of(image(40, 32, (x, y) -> x == 12 && y == 20 ? 1 : 0));
		for (int i = 0; i < hog.length; i++) {
			final boolean hit = i / 8 == 2 * 5 + 1 && (i % 8 == 0 || i % 8 == 4);
			assertEquals(hit ? Math.sqrt(0.5) : 0, hog[i], 1e-12);
		}
	}

	@Test
	void brightnessAndContrastDoNotCount() {
		final Random random = new Random(1);
		final float[] image = image(48, 48, (x, y) -> random.nextInt(256) / 256f);
		final float[] other = image.clone();
		for (int i = 0; i < other.length; i++) other[i] = image[i] / 4 - 0.5f;
		assertArrayEquals(new Hog(48, 48).of(image), new Hog(48, 48).of(other), 1e-12);
	}

	@Test
	void anImageWithoutContrastGivesZeros() {
		assertArrayEquals(new double[32], new Hog(16, 16).of(new float[256]));
	}

	@Test
	void pixelsThatFillNoCellAreLeftOutAtBothEnds() {
		// 8 does not divide 21: two columns are left out at the left, three at the right.
		final Random random = new Random(2);
		final float[] wide = image(21, 16, (x, y) -> random.nextInt(256));
		final double[] hog = new Hog(21, 16).of(wide);
		assertEquals(2 * 2 * 8, hog.length);
		final float[] changed = wide.clone();
		for (int y = 0; y < 16; y++) changed[y * 21] = changed[y * 21 + 20] = changed[y * 21 + 19] = 99;
		assertArrayEquals(hog, new Hog(21, 16).of(changed), 1e-12);
		changed[3] += 50;
		assertThrows(AssertionError.class, () -> assertArrayEquals(hog, new Hog(21, 16).of(changed), 1e-12));
	}

	@Test
	void whatHasNoCellOrAnotherSizeIsRefused() {
		assertThrows(IllegalArgumentException.class, () -> new Hog(7, 80));
		assertThrows(IllegalArgumentException.class, () -> new Hog(16, 16).of(new float[255]));
	}
}
