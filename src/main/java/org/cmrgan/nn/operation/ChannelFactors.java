/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Multiplies each map by a factor: maps [channels, height, width] and factors [channels]. */
public final class ChannelFactors extends Operation {
	/** Its name in files. */
	public static final String KIND = "CHANNEL_FACTORS";

	ChannelFactors(final OperationRecord record) {
		super(record, 2);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		final long[] maps = in.get(0);
		final long[] factors = in.get(1);
		requireMaps(maps);
		if (factors.length != 1 || factors[0] != maps[0])
			throw new IllegalArgumentException(name() + ": " + Arrays.toString(factors)
					+ " does not have one factor for each channel of " + Arrays.toString(maps));
		return maps;
	}

	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		multiply(run.operand(0), run.operand(1), y);
		return y;
	}

	@Override
	public void backward(final ReferenceRun run, final INDArray error) {
		final INDArray x = run.operand(0);
		if (run.wants(0)) {
			final INDArray dx = x.ulike();
			multiply(error, run.operand(1), dx);
			run.give(0, dx);
		}
		if (!run.wants(1)) return;
		try (INDArray products = error.mul(x)) {
			run.give(1, products.sum(2, 3));
		}
	}

	private static void multiply(final INDArray maps, final INDArray factors, final INDArray to) {
		final INDArray onePixel = factors.reshape('c', factors.size(0), factors.size(1), 1, 1);
		Nd4jCalls.exec("multiply", Nd4jCalls.arrays(maps, onePixel), Nd4jCalls.arrays(to));
	}
}
