/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A dense operation: weights [in, out]; maps are read in the order channel, row, column. */
public final class Dense extends LinearOperation {
	/** Its name in files. */
	public static final String KIND = "DENSE";

	Dense(final OperationRecord record) {
		super(record);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		return new long[] { record().channels() };
	}

	@Override
	public List<Parameter> parameters(final long[] in, final long... out) {
		return weights(Shapes.product(in), out[0], Shapes.product(in), out[0]);
	}

	@Override
	public double flops(final long[] in, final long... out) {
		return 2.0 * in[0] * out[0];
	}

	@Override
	void multiply(final INDArray x, final INDArray w, final INDArray y) {
		x.reshape(x.size(0), -1).mmuli(w, y);
	}

	@Override
	void multiplyBack(final INDArray x, final INDArray w, final INDArray e, final INDArray dx, final INDArray dw) {
		x.reshape(x.size(0), -1).transpose().mmuli(e, dw);
		dx.assign(e.mmul(w.transpose()).reshape('c', dx.shape()));
	}
}
