/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;

/** Two vectors, one after the other. */
public final class Concatenation implements PlainOperation {
	@Override
	public double[] forward(final double[]... in) {
		final double[] out = Arrays.copyOf(in[0], in[0].length + in[1].length);
		System.arraycopy(in[1], 0, out, in[0].length, in[1].length);
		return out;
	}

	@Override
	public double[][] errors(final boolean[] wanted, final double[] error, final double[]... in) {
		return new double[][] { Arrays.copyOf(error, in[0].length),
				Arrays.copyOfRange(error, in[0].length, error.length) };
	}
}
