/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** x if it is positive, otherwise a slope times x. On a batch in parts, the sign is that of the first part. */
public abstract class Rectifier extends Operation {
	Rectifier(final OperationRecord record) {
		super(record, 1);
	}

	/** {@return the slope for negative values} */
	public abstract double slope();

	abstract void rectify(INDArray x, INDArray y);

	abstract void rectifyBack(INDArray x, INDArray e, INDArray dx);

	@Override
	public final long[] shape(final List<long[]> in) {
		return in.get(0);
	}

	@Override
	public final INDArray forward(final ReferenceRun run, final INDArray y) {
		final INDArray x = run.operand(0);
		if (run.parts() > 1) return gated(run, x, y);
		rectify(x, y);
		return y;
	}

	@Override
	public final void backward(final ReferenceRun run, final INDArray error) {
		final INDArray dx = run.operand(0).ulike();
		if (run.parts() > 1) gated(run, error, dx);
		else
			rectifyBack(run.operand(0), error, dx);
		run.give(0, dx);
	}

	private INDArray gated(final ReferenceRun run, final INDArray from, final INDArray to) {
		return Nd4jCalls.put(
				new Gate(run.parts(), slope()).apply(Nd4jCalls.numbers(from), Nd4jCalls.numbers(run.operand(0))), to);
	}
}
