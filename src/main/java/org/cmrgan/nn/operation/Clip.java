/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

/** y = min(max(x, -1), 1): keeps images in their range. Its derivative is 1 from -1 to 1, and 0 outside. */
public final class Clip extends PlainOperation {
	/** Its name in files. */
	public static final String KIND = "CLIP";

	private static final class Clipped implements ImageFunction {
		@Override
		public double[] forward(final double[]... in) {
			final double[] y = in[0].clone();
			for (int i = 0; i < y.length; i++) y[i] = Math.max(-1, Math.min(1, y[i]));
			return y;
		}

		@Override
		public double[][] errors(final boolean[] wanted, final double[] error, final double[]... in) {
			final double[] dx = error.clone();
			for (int i = 0; i < dx.length; i++) if (Math.abs(in[0][i]) > 1) dx[i] = 0;
			return new double[][] { dx };
		}
	}

	Clip(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public ImageFunction function(final List<long[]> in) {
		return new Clipped();
	}
}
