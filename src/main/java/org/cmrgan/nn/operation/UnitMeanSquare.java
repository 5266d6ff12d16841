/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

/**
 * Divides a vector by its root mean square: y = x / r, r = sqrt(mean(x²) + 1e-8) (Karras et al. 2018, arXiv 1710.10196,
 * section 4.2).
 */
public final class UnitMeanSquare extends PlainOperation {
	/** Its name in files. */
	public static final String KIND = "UNIT_MEAN_SQUARE";
	/** Added to the mean square. */
	public static final double EPSILON = 1e-8;

	private static final class Unit implements ImageFunction {
		@Override
		public double[] forward(final double[]... in) {
			final double r = root(in[0]);
			final double[] y = in[0].clone();
			for (int i = 0; i < y.length; i++) y[i] /= r;
			return y;
		}

		/** dx = (g - y mean(g y)) / r. */
		@Override
		public double[][] errors(final boolean[] wanted, final double[] error, final double[]... in) {
			final double r = root(in[0]);
			double along = 0;
			for (int i = 0; i < error.length; i++) along += error[i] * in[0][i] / r;
			along /= error.length;
			final double[] dx = new double[error.length];
			for (int i = 0; i < dx.length; i++) dx[i] = (error[i] - along * in[0][i] / r) / r;
			return new double[][] { dx };
		}

		private static double root(final double... x) {
			double squares = 0;
			for (final double v : x) squares += v * v;
			return Math.sqrt(squares / x.length + EPSILON);
		}
	}

	UnitMeanSquare(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public ImageFunction function(final List<long[]> in) {
		return new Unit();
	}
}
