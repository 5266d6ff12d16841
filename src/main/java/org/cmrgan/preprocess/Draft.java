package org.cmrgan.preprocess;

/** A patch before the study's window is known: intensities as in the file, and what the table and the contact sheet show. */
final class Draft {
	/** Index of the slice in its volume. */
	final int z;
	/** The patch in the file's intensities, row-major. */
	final float[] pixels;
	/** The mask on the patch, 1 inside and 0 outside; empty where the region came without one. */
	final float[] mask;
	/** Median intensity of the heart. */
	final double median;
	/** Mean intensity of the heart. */
	final double mean;
	/** Side of the squared region of interest in mm, without margin. */
	final double side;
	final Preview preview;

	Draft(final int z, final float[] pixels, final float[] mask, final double median, final double mean,
			final double side,
			final Preview preview) {
		this.z = z;
		this.pixels = pixels;
		this.mask = mask;
		this.median = median;
		this.mean = mean;
		this.side = side;
		this.preview = preview;
	}
}
