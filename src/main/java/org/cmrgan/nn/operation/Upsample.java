/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Doubles the size by repeating each pixel four times. */
public final class Upsample extends Operation {
	/** Its name in files. */
	public static final String KIND = "UPSAMPLE";

	Upsample(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		return doubled(in.get(0));
	}

	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		Nd4jCalls.exec("upsampling2d", Nd4jCalls.arrays(run.operand(0)), Nd4jCalls.arrays(y), 2, 2, 1);
		return y;
	}

	@Override
	public void backward(final ReferenceRun run, final INDArray error) {
		final INDArray x = run.operand(0);
		final INDArray dx = x.ulike();
		Nd4jCalls.exec("upsampling2d_bp", Nd4jCalls.arrays(x, error), Nd4jCalls.arrays(dx), 1);
		run.give(0, dx);
	}
}
