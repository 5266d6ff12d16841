/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

import org.cmrgan.nn.operation.Parameter.Role;
import org.cmrgan.nn.operation.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMin;
import org.nd4j.linalg.factory.Nd4j;

/** ReLU with a learned slope per channel for negative values, parameter "alpha" (He et al. 2015, arXiv 1502.01852). */
public final class PRelu extends Operation {
	/** Its name in files. */
	public static final String KIND = "PRELU";

	PRelu(final OperationRecord record) {
		super(record, 1);
	}

	@Override
	public boolean worksInParts() {
		return false;
	}

	@Override
	public List<Parameter> parameters(final long[] in, final long... out) {
		return List.of(parameter("alpha", Role.BIAS, Start.constant(record().value()), out[0]));
	}

	/** x + (a - 1) min(x, 0): ND4J's prelu takes thirty times as long, and its derivative refuses shared slopes. */
	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		final INDArray x = run.operand(0);
		Nd4j.exec(new ScalarMin(x, null, y, 0.0));
		y.muli(Nd4jCalls.alongChannels(run.parameter("alpha").sub(1), 4));
		return y.addi(x);
	}

	@Override
	public void backward(final ReferenceRun run, final INDArray error) {
		final INDArray x = run.operand(0);
		if (run.wantsParameters())
			try (INDArray negative = Nd4j.exec(new ScalarMin(x, null, x.ulike(), 0.0)).muli(error)) {
				run.gradient("alpha").assign(negative.sum(Nd4jCalls.reduced(x)));
			}
		final INDArray dx = x.ulike();
		Nd4jCalls.sloped(x, error, dx, Nd4jCalls.alongChannels(run.parameter("alpha"), 4));
		run.give(0, dx);
	}
}
