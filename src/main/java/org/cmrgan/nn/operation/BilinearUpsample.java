/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

/** Doubles the size by bilinear interpolation between pixel centres, clamped at the border. */
public final class BilinearUpsample extends PlainOperation {
	/** Its name in files. */
	public static final String KIND = "BILINEAR_UPSAMPLE";

	BilinearUpsample(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		return doubled(in.get(0));
	}

	@Override
	public ImageFunction function(final List<long[]> in) {
		return new Enlargement(in.get(0));
	}
}
