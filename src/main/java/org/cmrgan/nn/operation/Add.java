/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The sum of two operands of one shape. */
public final class Add extends Operation {
	/** Its name in files. */
	public static final String KIND = "ADD";

	Add(final OperationRecord record) {
		super(record, 2);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		if (!Arrays.equals(in.get(0), in.get(1)))
			throw new IllegalArgumentException(
					name() + " adds " + Arrays.toString(in.get(0)) + " and " + Arrays.toString(in.get(1)));
		return in.get(0);
	}

	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		return run.operand(0).addi(run.operand(1), y);
	}

	@Override
	public void backward(final ReferenceRun run, final INDArray error) {
		for (int k = 0; k < 2; k++) if (run.wants(k)) run.give(k, error.dup());
	}
}
