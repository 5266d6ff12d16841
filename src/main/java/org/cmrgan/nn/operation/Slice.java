/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;
import java.util.List;

/** Consecutive numbers of a vector, in a shape. */
public final class Slice extends PlainOperation {
	/** Its name in files. */
	public static final String KIND = "SLICE";

	private static final class Stretch implements ImageFunction {
		private final int first;
		private final int length;
		private final int all;

		/**
		 * @param first index of its first number
		 * @param length of the stretch
		 * @param all length of the vector
		 */
		private Stretch(final int first, final int length, final int all) {
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

	Slice(final OperationRecord record) {
		super(record, 1);
	}

	/** {@return the index of its first number} */
	public int first() {
		return (int) record().value();
	}

	@Override
	public long[] shape(final List<long[]> in) {
		final long[] to = record().to();
		final long[] vector = in.get(0);
		if (vector.length != 1 || first() < 0 || first() + Shapes.product(to) > vector[0])
			throw new IllegalArgumentException(name() + ": " + Arrays.toString(vector) + " has no numbers from "
					+ first() + " on of shape " + Arrays.toString(to));
		return to;
	}

	@Override
	public ImageFunction function(final List<long[]> in) {
		return new Stretch(first(), Math.toIntExact(Shapes.product(record().to())), (int) in.get(0)[0]);
	}
}
