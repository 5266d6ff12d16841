/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;
import java.util.List;

/** Appends a vector to another one. */
public final class Concatenation extends PlainOperation {
	/** Its name in files. */
	public static final String KIND = "CONCATENATION";

	private static final class Joined implements ImageFunction {
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

	Concatenation(final OperationRecord record) {
		super(record, 2);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		if (in.get(0).length != 1 || in.get(1).length != 1)
			throw new IllegalArgumentException(name() + " needs vectors");
		return new long[] { in.get(0)[0] + in.get(1)[0] };
	}

	@Override
	public ImageFunction function(final List<long[]> in) {
		return new Joined();
	}
}
