/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

/**
 * Weights of the channels at each pixel of maps [channels, height, width]: w_k = exp(x_k) / sqrt(Σ exp(2 x_j)), the
 * root of a softmax. Their squares sum to 1, so that a weighted sum of independent images has the variance of each.
 */
public final class Mixing extends PlainOperation {
	/** Its name in files. */
	public static final String KIND = "MIXING";

	private static final class RootSoftmax implements ImageFunction {
		private final int channels;
		private final int pixels;

		private RootSoftmax(final long... maps) {
			channels = (int) maps[0];
			pixels = (int) (maps[1] * maps[2]);
		}

		@Override
		public double[] forward(final double[]... in) {
			final double[] x = in[0];
			final double[] w = new double[channels * pixels];
			for (int p = 0; p < pixels; p++) {
				double largest = Double.NEGATIVE_INFINITY;
				for (int k = p; k < w.length; k += pixels) largest = Math.max(largest, x[k]);
				double squares = 0;
				for (int k = p; k < w.length; k += pixels) {
					w[k] = Math.exp(x[k] - largest);
					squares += w[k] * w[k];
				}
				for (int k = p; k < w.length; k += pixels) w[k] /= Math.sqrt(squares);
			}
			return w;
		}

		/** dx_j = w_j g_j - w_j² Σ w_k g_k. */
		@Override
		public double[][] errors(final boolean[] wanted, final double[] error, final double[]... in) {
			final double[] w = forward(in);
			final double[] dx = new double[w.length];
			for (int p = 0; p < pixels; p++) {
				double sum = 0;
				for (int k = p; k < w.length; k += pixels) sum += w[k] * error[k];
				for (int k = p; k < w.length; k += pixels) dx[k] = w[k] * (error[k] - w[k] * sum);
			}
			return new double[][] { dx };
		}
	}

	Mixing(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		requireMaps(in.get(0));
		return in.get(0);
	}

	@Override
	public ImageFunction function(final List<long[]> in) {
		return new RootSoftmax(in.get(0));
	}
}
