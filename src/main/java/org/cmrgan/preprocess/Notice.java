package org.cmrgan.preprocess;

/** Something to know of an image that was taken all the same; the log counts them, files.csv has each. */
enum Notice {
	PARTIAL_DIRECTION(
			"hold only part of the direction of an oblique slice (TransformMatrix of 2x2 numbers), so that their rows and columns were taken as they are stored; write them as volumes of one slice to have them upright"),

	MASK_RESAMPLED(
			"have a mask on another grid of pixels, which was resampled onto the image by Offset, TransformMatrix and ElementSpacing (nearest neighbour); look at the contact sheet"),

	MASK_OF_SHARES("have a mask with values between 0 and 1, of which 0.5 and more was taken for the heart");

	private final String words;

	Notice(final String words) {
		this.words = words;
	}

	/** For "3 of 20 images …". */
	String words() {
		return words;
	}
}
