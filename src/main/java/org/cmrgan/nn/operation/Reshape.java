/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The same numbers in another shape, in the order channel, row, column. */
public final class Reshape extends Operation {
	/** Its name in files. */
	public static final String KIND = "RESHAPE";

	Reshape(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		final long[] to = record().to();
		if (Shapes.product(in.get(0)) != Shapes.product(to))
			throw new IllegalArgumentException(
					name() + ": " + Arrays.toString(in.get(0)) + " has no shape " + Arrays.toString(to));
		return to;
	}

	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		return y.assign(run.operand(0).reshape('c', y.shape()));
	}

	@Override
	public void backward(final ReferenceRun run, final INDArray error) {
		final INDArray dx = run.operand(0).ulike();
		run.give(0, dx.assign(error.reshape('c', dx.shape())));
	}
}
