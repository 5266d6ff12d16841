/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;

/** A stretch of a vector's numbers. */
public final class Slice implements PlainOperation {
	private final int first;
	private final int length;
	private final int all;

	/**
	 * @param first index of its first number
	 * @param length of the stretch
	 * @param all length of the vector
	 */
	public Slice(final int first, final int length, final int all) {
		this.first = first;
		this.length = length;
		this.all = all;
	}

	@Override
	public double[] forward(final double[]... in) {
		return Arrays.copyOfRange(in[0], first, first + length);
	}

	@Override
	public double[][] errors(final boolean[] wanted, final double[] error, final double[]... in) {
		final double[] dx = new double[all];
		System.arraycopy(error, 0, dx, first, length);
		return new double[][] { dx };
	}
}
