/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;
import java.util.List;

/**
 * Joins parts of whole images with soft seams. Maps [channels * height * width, r, s] hold an image in the channels of
 * each of their r by s pixels. The result is one image [channels, height, width]: see {@link SoftMosaic}.
 */
public final class Mosaic extends PlainOperation {
	/** Its name in files. */
	public static final String KIND = "MOSAIC";

	Mosaic(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		final long[] to = record().to();
		requireMaps(in.get(0));
		if (in.get(0)[0] != Shapes.product(to))
			throw new IllegalArgumentException(
					name() + ": images of " + in.get(0)[0] + " numbers have no shape " + Arrays.toString(to));
		return to;
	}

	@Override
	public ImageFunction function(final List<long[]> in) {
		return mosaic(in.get(0));
	}

	/**
	 * {@return the mosaic of maps of a shape}
	 *
	 * @param in shape of the maps
	 */
	public SoftMosaic mosaic(final long... in) {
		final long[] out = record().to();
		return new SoftMosaic((int) in[1], (int) in[2], (int) out[1], (int) out[2]);
	}
}
