/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The hyperbolic tangent. */
public final class Tanh extends Operation {
	/** Its name in files. */
	public static final String KIND = "TANH";

	Tanh(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		Nd4jCalls.exec("tanh", Nd4jCalls.arrays(run.operand(0)), Nd4jCalls.arrays(y));
		return y;
	}

	@Override
	public void backward(final ReferenceRun run, final INDArray error) {
		final INDArray y = run.result();
		run.give(0, y.mul(y).rsubi(1).muli(error, run.operand(0).ulike()));
	}
}
