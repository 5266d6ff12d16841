/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.cmrgan.io.MetaImage;
import org.junit.jupiter.api.Test;

/** The meaning of an image's values, and NaN and infinite ones. */
class ScanIntensityTest extends ScanTrials {
	private void one(final MetaImage image) {
		write("image", image);
		write("image_mask", mask2());
		row("image", "s", "patient");
	}

	private MetaImage stored(final double slope, final double offset) {
		return image(64, 56, 1, (x, y, z) -> (intensity(SX * x, SY * y) - offset) / slope)
				.with("ElementToIntensityFunctionSlope", Double.toString(slope))
				.with("ElementToIntensityFunctionOffset", Double.toString(offset));
	}

	@Test
	void slopeAndOffsetAreAppliedIfTheUserSaysSo() {
		one(stored(0.5, -100));
		seen(run("rescale=true"), "image").assertRight();
		assertEquals("", warned());
		assertEquals(2 * 1220 + 200, seen(run("window=minmax"), "image").mean, 30);
		assertTrue(warned().contains(
				"1 of 5 images (the first: image) have an ElementToIntensityFunctionSlope or Offset that was not applied; rescale=true applies it."),
				warned());
	}

	@Test
	void slopeOneAndOffsetNoneAreNothingToTell() {
		one(stored(1, 0));
		seen(run(), "image").assertRight();
		assertEquals("", warned());
	}

	@Test
	void aSlopeThatIsNoNumberIsNamed() {
		one(image2().with("elementtointensityfunctionslope", "steep"));
		assertTrue(refused()
				.contains("line 6: ElementToIntensityFunctionSlope = steep is not a number: correct or remove it."));
	}

	@Test
	void whatIsNoNumberOutsideOfTheHeartIsFilledAndCounted() {
		one(image(64, 56, 1,
				(x, y, z) -> Math.hypot(x - HEART_X, y - HEART_Y) > 20
						? x % 2 == 0 ? Double.NaN : Double.NEGATIVE_INFINITY
						: intensity(SX * x, SY * y)));
		final Preprocessed result = run();
		seen(result, "image").assertRight();
		assertTrue(
				warned().contains(
						"1 of 5 images (the first: image) have NaN or infinite pixels outside the region of interest"),
				warned());
		final String note = result.files().get(4).note();
		assertTrue(note.matches("\\d+ NaN or infinite pixels outside the region of interest were replaced .*"), note);
	}

	@Test
	void whatIsNoNumberInTheHeartIsRefusedWithARemedy() {
		one(image(64, 56, 1, (x, y, z) -> x == HEART_X && y == HEART_Y ? Double.NaN : intensity(SX * x, SY * y)));
		final String message = refused();
		assertTrue(message.contains(
				"line 6: image image has NaN or infinite values in the region of interest: replace them, or exclude them from the mask."),
				message);
	}
}
