package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.Roi;

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
			final ImagePlus patches = job().cut(org.cmrgan.run.RunContext.quiet());
			// The middle of pixels 22 to 41 is 31.5, whose value is 10 times that; a patch pixel of 3 mm is two of the image.
			assertEquals(315 + 10, patches.getProcessor().getf(8, 8), 0.5, (String) scale[1]);
			assertEquals(315 - 150, patches.getProcessor().getf(0, 8), 0.5, (String) scale[1]);
		}
	}

	@Test
	void anImageWithoutScaleIsRefused() {
		ramp(1, "pixel");
		assertEquals(
				"ramp does not say how far apart its pixels are: give pixel width and height in mm by Image>Properties.",
				assertThrows(UserError.class, SelectionJobTest::job).getMessage());
		ramp(2, "degree");
		assertTrue(assertThrows(UserError.class, SelectionJobTest::job).getMessage()
				.contains("are measured in degree, which is no unit of length"));
	}

	private static SelectionJob job() {
		return SelectionJob.of(Map.of("size", "16", "spacing", "3"), false);
	}
}
