/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The mean of each map. */
public final class GlobalAveragePool extends Operation {
	/** Its name in files. */
	public static final String KIND = "GLOBAL_AVERAGE_POOL";

	GlobalAveragePool(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		requireMaps(in.get(0));
		return new long[] { in.get(0)[0] };
	}

	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		return y.assign(run.operand(0).mean(2, 3));
	}

	@Override
	public void backward(final ReferenceRun run, final INDArray error) {
		final INDArray x = run.operand(0);
		final INDArray mean = error.div(x.size(2) * x.size(3)).reshape(error.size(0), error.size(1), 1, 1);
		run.give(0, x.ulike().assign(0).addi(mean));
	}
}
