/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Appends a constant map, the mean standard deviation over a group of images: see {@link GroupDeviation}. */
public final class MinibatchDeviation extends Operation {
	/** Its name in files. */
	public static final String KIND = "MINIBATCH_DEVIATION";

	MinibatchDeviation(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		final long[] maps = in.get(0);
		requireMaps(maps);
		return new long[] { maps[0] + 1, maps[1], maps[2] };
	}

	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		return Nd4jCalls.put(deviation(run).forward(Nd4jCalls.numbers(run.operand(0))), y);
	}

	@Override
	public void backward(final ReferenceRun run, final INDArray error) {
		final INDArray x = run.operand(0);
		run.give(0, Nd4jCalls.put(deviation(run).errors(Nd4jCalls.numbers(error), Nd4jCalls.numbers(x)), x.ulike()));
	}

	private static GroupDeviation deviation(final ReferenceRun run) {
		final long[] x = run.operand(0).shape();
		return new GroupDeviation((int) x[0], run.parts(), x[1], x[2], x[3]);
	}
}
