/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The input of a network: its first operation. */
public final class Input extends Operation {
	static final String KIND = "INPUT";

	Input(final OperationRecord record) {
		super(record, 0);
	}

	/**
	 * {@return the record of an input}
	 *
	 * @param shape of one image or vector
	 */
	public static OperationRecord of(final long... shape) {
		return new OperationRecord(KIND, "input").to(shape);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		return record().to();
	}

	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		throw new IllegalStateException("what goes in is not computed");
	}

	@Override
	public void backward(final ReferenceRun run, final INDArray error) {
		throw new IllegalStateException("nothing comes before what goes in");
	}
}
