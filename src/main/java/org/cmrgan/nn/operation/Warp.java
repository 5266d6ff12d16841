/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;
import java.util.List;

/**
 * Deforms maps: out(c, y, x) = in(c, y + v_y(y, x), x + v_x(y, x)), sampled bilinearly, with coordinates clamped to the
 * border. Controls [2, g, g] define the displacements: see {@link FreeFormWarp}.
 */
public final class Warp extends PlainOperation {
	/** Its name in files. */
	public static final String KIND = "WARP";

	private static final class Moved implements ImageFunction {
		private final FreeFormWarp warp;

		private Moved(final long[] maps, final long... controls) {
			warp = new FreeFormWarp((int) maps[1], (int) maps[2], (int) controls[1]);
		}

		@Override
		public double[] forward(final double[]... in) {
			return warp.sample(in[0], warp.field(in[1]));
		}

		@Override
		public double[][] errors(final boolean[] wanted, final double[] error, final double[]... in) {
			final double[] field = warp.field(in[1]);
			return new double[][] { wanted[0] ? warp.sampleAdjoint(error, field) : new double[0],
					wanted[1] ? warp.fieldAdjoint(warp.fieldError(in[0], error, field)) : new double[0] };
		}
	}

	Warp(final OperationRecord record) {
		super(record, 2);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		requireMaps(in.get(0));
		final long[] controls = in.get(1);
		if (controls.length != 3 || controls[0] != 2 || controls[1] != controls[2] || controls[1] < 4)
			throw new IllegalArgumentException(
					name() + ": " + Arrays.toString(controls) + " are not controls [2, g, g] with g of at least 4");
		return in.get(0);
	}

	@Override
	public ImageFunction function(final List<long[]> in) {
		return new Moved(in.get(0), in.get(1));
	}
}
