/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.OptionalDouble;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;

import ij.ImagePlus;
import ij.ImageStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ShortProcessor;

class FloatStackTest {
	@Test
	void sixteenBitsAreReadThroughTheirCalibration() {
		final ImagePlus signed = new ImagePlus("signed",
				new ShortProcessor(2, 1, new short[] { (short) 32768, (short) 33768 }, null));
		signed.getCalibration().setSigned16BitCalibration();
		assertArrayEquals(new float[] { 0, 1000 }, FloatStack.of(signed).planes().get(0));
		final ImagePlus plain = new ImagePlus("plain",
				new ShortProcessor(2, 1, new short[] { 7, (short) 60000 }, null));
		assertArrayEquals(new float[] { 7, 60000 }, FloatStack.of(plain).planes().get(0));
	}

	@Test
	void theOpenImageIsNotShared() {
		final float[] pixels = { 1, 2 };
		final ImagePlus image = new ImagePlus("floats", new FloatProcessor(2, 1, pixels));
		FloatStack.of(image).planes().get(0)[0] = 9;
		assertEquals(1, pixels[0]);
	}

	@Test
	void theImageWithOtherValuesIsLikeTheOpenOne() {
		final ImageStack stack = new ImageStack(2, 1);
		for (int i = 0; i < 6; i++) stack.addSlice("plane " + i, new ByteProcessor(2, 1, new byte[] { (byte) i, 5 }));
		final ImagePlus image = new ImagePlus("scan", stack);
		image.setDimensions(1, 3, 2);
		image.setOpenAsHyperStack(true);
		final Calibration calibration = image.getCalibration();
		calibration.pixelWidth = calibration.pixelHeight = 1.2;
		calibration.pixelDepth = 8;
		calibration.frameInterval = 0.04;
		calibration.xOrigin = 3;
		calibration.setUnit("mm");
		calibration.setFunction(Calibration.STRAIGHT_LINE, new double[] { 100, 10 }, "ms");
		image.setProp("MetaImage.Offset", "1 2 3");
		final FloatStack open = FloatStack.of(image);
		assertEquals(OptionalDouble.of(1.2), open.spacing());
		final List<float[]> planes = open.planes();
		assertArrayEquals(new float[] { 120, 150 }, planes.get(2));

		final ImagePlus like = open.like(planes, "other");
		assertEquals(32, like.getBitDepth());
		assertArrayEquals(new int[] { 2, 1, 1, 3, 2 }, like.getDimensions());
		assertEquals("plane 4", like.getStack().getSliceLabel(5));
		assertEquals(1.2, like.getCalibration().pixelWidth);
		assertEquals(8, like.getCalibration().pixelDepth);
		assertEquals(0.04, like.getCalibration().frameInterval);
		assertEquals(3, like.getCalibration().xOrigin);
		assertEquals("mm", like.getCalibration().getUnit());
		assertEquals("ms", like.getCalibration().getValueUnit());
		assertEquals("1 2 3", like.getProp("MetaImage.Offset"));
		assertEquals(150, like.getStack().getVoxel(1, 0, 0), "calibrated once, not twice");
		assertEquals("scan", image.getTitle());
		assertEquals(8, image.getBitDepth());
	}

	@Test
	void spacingIsKnownOnlyWhereTheImageSaysSo() {
		final ImagePlus image = new ImagePlus("scan", new FloatProcessor(2, 2));
		assertEquals(OptionalDouble.empty(), FloatStack.of(image).spacing());
		image.getCalibration().setUnit("cm");
		image.getCalibration().pixelWidth = image.getCalibration().pixelHeight = 0.1;
		assertEquals(1, FloatStack.of(image).spacing().getAsDouble(), 1e-12);
		image.getCalibration().pixelHeight = 0.2;
		assertEquals(OptionalDouble.empty(), FloatStack.of(image).spacing());
	}

	@Test
	void colourIsRefused() {
		assertThrows(UserError.class, () -> FloatStack.of(new ImagePlus("photo", new ColorProcessor(2, 2))));
	}
}
