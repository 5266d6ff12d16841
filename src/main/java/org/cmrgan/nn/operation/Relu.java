/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.ScalarMax;
import org.nd4j.linalg.factory.Nd4j;

/** max(x, 0). */
public final class Relu extends Rectifier {
	/** Its name in files. */
	public static final String KIND = "RELU";

	Relu(final OperationRecord record) {
		super(record);
	}

	@Override
	public double slope() {
		return 0;
	}

	@Override
	void rectify(final INDArray x, final INDArray y) {
		Nd4j.exec(new ScalarMax(x, null, y, 0.0));
	}

	@Override
	void rectifyBack(final INDArray x, final INDArray e, final INDArray dx) {
		Nd4jCalls.exec("relu_bp", Nd4jCalls.arrays(x, e), Nd4jCalls.arrays(dx));
	}
}
