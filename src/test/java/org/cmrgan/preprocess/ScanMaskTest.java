/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;

import ij.gui.Roi;
import ij.io.RoiEncoder;

import net.imglib2.img.array.ArrayImgs;

import org.cmrgan.io.Geometry;
import org.cmrgan.io.MetaImage;
import org.junit.jupiter.api.Test;

/** The meaning of a mask's values. */
class ScanMaskTest extends ScanTrials {
	/** A mask whose values are those of the scene. */
	private static MetaImage values(final Scene<Double> scene) {
		final float[] out = new float[64 * 56];
		for (int i = 0; i < out.length; i++) out[i] = scene.at(i % 64, i / 64, 0).floatValue();
		return MetaImage.of(ArrayImgs.floats(out, 64, 56), SX, SY);
	}

	/** As in ACDC: 1 next to the heart, 2 the heart, 3 a part of it that the others omit. */
	private static double label(final int x, final int y) {
		return isHeart(SX * x, SY * y) ? 2 : x < 10 ? 1 : y > 50 ? 3 : 0;
	}

	private void one(final MetaImage mask) {
		write("image", image2());
		write("image_mask", mask);
		row("image", "s", "patient");
	}

	@Test
	void oneOfSeveralLabelsIsTakenIfItIsAskedFor() {
		one(values((x, y, z) -> label(x, y)));
		write("turned", image2());
		// Labels of a mask on another grid, too.
		write("turned_mask", values((x, y, z) -> label(63 - x, y)).with(
				Geometry.of(SX, SY).withDirection(new double[][] { { -1, 0 }, { 0, 1 } }).withOrigin(63 * SX, 0)));
		row("turned", "t", "patient");
		for (int i = 0; i < 4; i++)
			write("other" + i + "_mask", values((x, y, z) -> isHeart(SX * x, SY * y) ? 2.0 : 0));
		final Preprocessed result = run("mask_label=2");
		seen(result, "image").assertRight();
		seen(result, "turned").assertRight();
	}

	@Test
	void severalLabelsAndOthersThanAskedForAreNamed() {
		one(values((x, y, z) -> label(x, y)));
		final String several = refused();
		assertTrue(
				several.contains("line 6: mask image_mask.mha has 3 labels (1, 2, 3): give mask_label= the label of"),
				several);
		final String absent = refused("mask_label=4", "allow_skips=false");
		assertTrue(absent.contains("line 6: mask image_mask.mha does not contain mask_label=4, only 1, 2, 3:"), absent);
		assertTrue(absent.contains("line 2: mask other0_mask.mha does not contain mask_label=4, only 1:"), absent);
		write("image_mask", values((x, y, z) -> (double) (x + 1)));
		final String many = refused();
		assertTrue(many.contains("has 64 labels (1, 2, 3, 4, 5, 6, 7, 8, 9, 10 and 54 more)"), many);
	}

	@Test
	void aSingleLabelMayBeAnyNumber() {
		one(values((x, y, z) -> isHeart(SX * x, SY * y) ? 500.0 : 0));
		seen(run(), "image").assertRight();
	}

	@Test
	void sharesAreCutAtOneHalf() {
		one(values((x, y, z) -> isHeart(SX * x, SY * y) ? 0.97 : 1e-4));
		write("smooth", image2());
		// As cubic interpolation leaves a mask.
		write("smooth_mask",
				values((x, y, z) -> isHeart(SX * x, SY * y) ? x == 30 ? 1.08 : 0.5 : x == 3 ? -0.07 : 0.49));
		row("smooth", "t", "patient");
		final Preprocessed result = run();
		seen(result, "image").assertRight();
		seen(result, "smooth").assertRight();
		assertTrue(warned().contains("2 of 6 images (the first: image) have a mask with values between 0 and 1"),
				warned());
		assertEquals("Mask image_mask.mha was thresholded at 0.5.", result.files().get(4).note());
		run("mask_label=1");
	}

	@Test
	void valuesBetweenLabelsAreRefused() {
		one(values((x, y, z) -> isHeart(SX * x, SY * y) ? 2.0 : x == 9 ? 1.25 : 0));
		final String message = refused();
		assertTrue(
				message.contains("line 6: mask image_mask.mha has values between labels (1.25, 2): resample the mask"),
				message);
	}

	@Test
	void aMaskWithoutOneHalfIsEmpty() {
		one(values((x, y, z) -> 0.3));
		assertTrue(refused().contains("line 6: mask image_mask.mha is empty"));
	}

	@Test
	void anRoiFileOfASliceIsTakenThereOnly() throws Exception {
		write("volume", image(64, 56, 3, (x, y, z) -> intensity(SX * (x + 8 * z), SY * y)));
		final Roi second = new Roi(HEART_X - 8 - 9, HEART_Y - 11, 19, 23);
		second.setPosition(2);
		new RoiEncoder(folder.resolve("second.roi").toString()).write(second);
		final Roi third = new Roi(HEART_X - 16 - 9, HEART_Y - 11, 19, 23);
		third.setPosition(1, 3, 1);
		new RoiEncoder(folder.resolve("third.roi").toString()).write(third);
		new RoiEncoder(folder.resolve("all.roi").toString()).write(new Roi(9, 9, 30, 30));
		final Roi far = new Roi(9, 9, 30, 30);
		far.setPosition(4);
		new RoiEncoder(folder.resolve("far.roi").toString()).write(far);
		assertEquals(0, RegionFile.slice(folder.resolve("all.roi")));
		assertEquals(3, RegionFile.slice(folder.resolve("third.roi")));
		final String others = "\nother0,,o0,patient\nother1,,o1,healthy\nother2,,o2,patient\nother3,,o3,healthy\n";
		Files.writeString(folder.resolve("second.csv"),
				"image,roi,subject,label\nvolume,second.roi,v,patient" + others);
		final Preprocessed result = run("input=" + folder.resolve("second.csv"));
		assertEquals("1", result.patches().patch(0).get("plane"));
		assertEquals("0", result.patches().patch(1).get("plane"));
		assertEquals(23.5, seen(result, "volume-z001").heartX, 0.5);
		assertFalse(warned().contains("ROI file"), warned());
		Files.writeString(folder.resolve("all.csv"), "image,roi,subject,label\nvolume,all.roi,v,patient" + others);
		assertEquals(7, run("input=" + folder.resolve("all.csv")).patches().size());
		assertTrue(warned().contains("1 of 5 images (the first: volume) have an ROI without a slice position"),
				warned());
		Files.writeString(folder.resolve("far.csv"), "image,roi,subject,label\nvolume,far.roi,v,patient" + others);
		assertTrue(refused("input=" + folder.resolve("far.csv"))
				.contains("roi far.roi belongs to slice 4, but image volume has only 3: correct it"));
	}
}
