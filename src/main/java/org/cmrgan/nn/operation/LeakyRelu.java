/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.factory.Nd4j;

/** x if it is positive, otherwise a given slope times x. */
public final class LeakyRelu extends Rectifier {
	/** Its name in files. */
	public static final String KIND = "LEAKY_RELU";

	LeakyRelu(final OperationRecord record) {
		super(record);
	}

	@Override
	public double slope() {
		return record().value();
	}

	@Override
	void rectify(final INDArray x, final INDArray y) {
		Nd4j.exec(new LeakyReLU(x, y, slope()));
	}

	@Override
	void rectifyBack(final INDArray x, final INDArray e, final INDArray dx) {
		Nd4jCalls.sloped(x, e, dx, Nd4j.scalar(x.dataType(), slope()));
	}
}
