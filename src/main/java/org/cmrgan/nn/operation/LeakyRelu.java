/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.impl.scalar.LeakyReLU;
import org.nd4j.linalg.factory.Nd4j;

/** x where it is above 0, a given slope times x elsewhere. */
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
