/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/** The {@link FreeFormWarp} of an image's maps [C, H, W] by controls [2, g, g] of its own. */
public final class Warp implements PlainOperation {
	private final FreeFormWarp warp;

	/**
	 * @param maps shape of one image's maps
	 * @param controls shape of one image's controls
	 */
	public Warp(final long[] maps, final long... controls) {
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
