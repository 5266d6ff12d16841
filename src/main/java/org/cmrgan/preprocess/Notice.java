/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

/** Something to know of an image that was taken all the same; the log counts them, files.csv has each. */
enum Notice {
	PARTIAL_DIRECTION(
			"hold only part of the direction of an oblique slice (TransformMatrix of 2x2 numbers), so that their rows and columns were taken as they are stored; write them as volumes of one slice to have them upright"),

	NO_SPACING(
			"have no ElementSpacing, so that 1 mm was taken for the distance of their pixels; write it into the headers"),

	SPACING_OF_MASK("have no ElementSpacing, and that of their masks was taken"),

	MASK_RESAMPLED(
			"have a mask on another grid of pixels, which was resampled onto the image by Offset, TransformMatrix and ElementSpacing (nearest neighbour); look at the contact sheet"),

	MASK_WITHOUT_PLACE(
			"have a mask whose header says spacing 1, offset 0 and no turn, as tools without geometry write it, and which was laid on the image pixel by pixel; look at the contact sheet"),

	MASK_OF_SHARES("have a mask with values between 0 and 1, of which 0.5 and more was taken for the heart"),

	ALL_SLICES("have an ROI file that belongs to no slice, and was taken for all slices of the volume"),

	INTENSITY_FUNCTION(
			"have an ElementToIntensityFunctionSlope or Offset, which was not applied; rescale=true applies them"),

	FILLED("have pixels outside of the region of interest that are not numbers, which were filled with the least value of the slice");

	private final String words;

	Notice(final String words) {
		this.words = words;
	}

	/** For "3 of 20 images …". */
	String words() {
		return words;
	}
}
