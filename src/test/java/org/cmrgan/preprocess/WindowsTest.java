/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.cmrgan.data.Window;
import org.junit.jupiter.api.Test;

class WindowsTest {
	private static float[] ramp() {
		final float[] out = new float[101];
		for (int i = 0; i <= 100; i++) out[(37 * i) % 101] = 10 + i;
		return out;
	}

	@Test
	void t1HasOneWindowWhateverTheImage() {
		assertEquals(new Window(0, 2000), Windows.of("t1", ramp()));
	}

	@Test
	void minmaxReachesFromTheLeastToTheGreatest() {
		assertEquals(new Window(10, 110), Windows.of("minmax", ramp()));
	}

	@Test
	void percentileLeavesOneInAHundredOutAtEachEnd() {
		assertEquals(new Window(11, 109), Windows.of("percentile", ramp()));
	}

	@Test
	void aFoldsWindowKnowsNothingOfItsTestPatches() {
		final List<float[]> patches = List.of(new float[] { 0, 10 }, new float[] { 5, 20 }, new float[] { -3, 7 });
		assertEquals(List.of(new Window(-3, 20), new Window(-3, 20), new Window(-3, 10), new Window(0, 20)),
				Windows.ofFolds("minmax", patches, List.of(1, 2, 3)));
		final List<float[]> changed = List.of(new float[] { -1e6f, 1e6f }, patches.get(1), patches.get(2));
		assertEquals(new Window(-3, 20), Windows.ofFolds("minmax", changed, List.of(1, 2, 3)).get(1));
		assertEquals(Windows.of("percentile", new float[] { 5, 20, -3, 7 }),
				Windows.ofFolds("percentile", changed, List.of(1, 2, 3)).get(1));
	}

	@Test
	void thePercentilesOfManyPatchesAreThoseOfTheirPixelsTogether() {
		final Random random = new Random(5);
		final List<float[]> patches = new ArrayList<>();
		final List<Integer> folds = new ArrayList<>();
		final float[] all = new float[7 * 333];
		for (int i = 0; i < 7; i++) {
			final float[] patch = new float[333];
			// Of both signs, from tiny to large, with ties.
			for (int j = 0; j < patch.length; j++)
				all[333 * i + j] = patch[j] = random.nextInt(4) == 0
						? 0
						: (float) Math.scalb(random.nextGaussian(), 3 * i - 10);
			patches.add(patch);
			folds.add(1 + i % 3);
		}
		assertEquals(Windows.of("percentile", all), Windows.ofFolds("percentile", patches, folds).get(0));
	}

	@Test
	void valuesThatWaitForTheirWindowLoseNoBit() {
		final Random random = new Random(3);
		for (final float scale : new float[] { 1, 1e-3f, 2000, 65535, 1e30f }) {
			final float[] values = new float[1000];
			for (int i = 0; i < values.length; i++) values[i] = (float) (scale * random.nextGaussian());
			final Window window = Windows.lossless(List.of(values));
			for (final float value : values) {
				final float unit = window.toUnit(value);
				assertEquals(value, window.fromUnit(unit), 0);
				assertTrue(Math.abs(unit) < 1);
			}
		}
	}

	@Test
	void percentileKeepsTheFewOtherValuesOfANearlyUniformPatch() {
		final float[] pixels = new float[1000];
		pixels[7] = 5;
		assertEquals(new Window(0, 5), Windows.of("percentile", pixels));
	}
}
