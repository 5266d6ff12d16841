/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

/** A remark on an image that was used nevertheless; the log counts them, and files.csv has each. */
enum Notice {
	PARTIAL_DIRECTION(
			"have an incomplete direction (a 2x2 TransformMatrix of an oblique slice) and were not rotated upright; store them as volumes of one slice to keep the direction"),

	NO_SPACING("have no ElementSpacing, so a pixel spacing of 1 mm was assumed; add it to the headers"),

	SPACING_OF_MASK("have no ElementSpacing, so that of their masks was used"),

	MASK_RESAMPLED(
			"have a mask on a different pixel grid, which was resampled onto the image (nearest neighbour); check the contact sheet"),

	MASK_WITHOUT_PLACE(
			"have a mask without geometry (spacing 1, offset 0, no rotation), which was placed on the image pixel by pixel; check the contact sheet"),

	MASK_OF_SHARES("have a mask with values between 0 and 1, which was thresholded at 0.5"),

	ALL_SLICES("have an ROI without a slice position, which was applied to all slices of the volume"),

	INTENSITY_FUNCTION(
			"have an ElementToIntensityFunctionSlope or Offset that was not applied; rescale=true applies it"),

	FILLED("have NaN or infinite pixels outside the region of interest, which were replaced by the minimum of the slice");

	private final String words;

	Notice(final String words) {
		this.words = words;
	}

	/** For "3 of 20 images …". */
	String words() {
		return words;
	}
}
