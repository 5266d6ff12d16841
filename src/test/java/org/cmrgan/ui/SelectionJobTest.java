/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;

import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.run.Refusal;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.gui.Roi;
import ij.process.FloatProcessor;

class SelectionJobTest {
	@AfterEach
	void forget() {
		WindowManager.setTempCurrentImage(null);
	}

	private static ImagePlus ramp(final double pixel, final String unit) {
		final ImagePlus image = IJ.createImage("ramp", "32-bit ramp", 64, 56, 1);
		image.getProcessor().multiply(640);
		image.getCalibration().pixelWidth = pixel;
		image.getCalibration().pixelHeight = pixel;
		image.getCalibration().setUnit(unit);
		image.setRoi(new Roi(22, 18, 20, 20));
		WindowManager.setTempCurrentImage(image);
		return image;
	}

	@Test
	void theUnitOfTheCalibrationCounts() {
		for (final Object[] scale : new Object[][] { { 1.5, "mm" }, { 0.15, "cm" }, { 0.15, "centimeters" },
				{ 1500.0, "microns" }, { 0.0015, "meters" } }) {
			ramp((double) scale[0], (String) scale[1]);
			final ImagePlus patches = job().cut(RunContext.quiet());
			// The middle of pixels 22 to 41 is 31.5, whose value is 10 times that; a patch pixel of 3 mm is two of the image.
			assertEquals(315 + 10, patches.getProcessor().getf(8, 8), 0.5, (String) scale[1]);
			assertEquals(315 - 150, patches.getProcessor().getf(0, 8), 0.5, (String) scale[1]);
		}
	}

	@Test
	void anImageWithoutScaleIsRefused() {
		ramp(1, "pixel");
		Refusal.naming(SelectionJobTest::job, "ramp", "pixel spacing", "Image>Properties");
		ramp(2, "degree");
		Refusal.naming(SelectionJobTest::job, "degree", "unit of length");
	}

	private static SelectionJob job() {
		return SelectionJob.of(Map.of("size", "16", "spacing", "3"), false);
	}

	/** Five slices with values of 100, 200, … and a ramp. */
	private static ImagePlus volume() {
		final ImageStack stack = new ImageStack(64, 56);
		for (int z = 1; z <= 5; z++) {
			final FloatProcessor slice = new FloatProcessor(64, 56);
			for (int i = 0; i < 64 * 56; i++) slice.setf(i, 100 * z + i % 64 / 10f);
			stack.addSlice(slice);
		}
		final ImagePlus image = new ImagePlus("volume", stack);
		image.getCalibration().pixelWidth = 1.5;
		image.getCalibration().pixelHeight = 1.5;
		image.getCalibration().setUnit("mm");
		return image;
	}

	private static SelectionJob job(final ImagePlus image, final Roi... regions) {
		return SelectionJob.of(PreprocessConfig.of(Map.of("input", "open", "size", "16", "spacing", "3")), image,
				List.of(regions), false);
	}

	private static Roi region(final int slice) {
		final Roi region = new Roi(22, 18, 20, 20);
		region.setPosition(slice);
		region.setName("heart " + slice);
		return region;
	}

	@Test
	void eachRegionIsCutFromItsOwnSlice() {
		final ImagePlus image = volume();
		final ImagePlus patches = job(image, region(4), region(2)).cut(RunContext.quiet());
		assertEquals(2, patches.getStackSize());
		assertEquals(403, patches.getStack().getProcessor(1).getf(8, 8), 1);
		assertEquals(203, patches.getStack().getProcessor(2).getf(8, 8), 1);
		assertEquals("heart 4", patches.getStack().getSliceLabel(1));
		// In a stack with channels and frames a position has three numbers.
		image.setDimensions(1, 5, 1);
		image.setOpenAsHyperStack(true);
		final Roi hyper = region(0);
		hyper.setPosition(1, 3, 1);
		assertEquals(303, job(image, hyper).cut(RunContext.quiet()).getProcessor().getf(8, 8), 1);
	}

	@Test
	void aRegionOfNoSliceIsOfAll() {
		assertEquals(6, job(volume(), region(0), region(2)).cut(RunContext.quiet()).getStackSize());
	}

	@Test
	void aRegionBeyondTheStackIsRefused() {
		Refusal.naming(() -> job(volume(), region(9)), "heart 9", "slice 9", "volume has only 5");
	}
}
