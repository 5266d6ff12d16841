/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.GraphExecutor;
import org.cmrgan.nn.graph.ReferenceExecutor;
import org.cmrgan.nn.onednn.OneDnnExecutor;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Chooses the executor of a network on this machine. */
final class ExecutorChoice {
	private ExecutorChoice() {}

	/**
	 * @param precision the wanted number format; float if the machine has nothing else, because a model may come from
	 * another machine
	 */
	static GraphExecutor create(final Architecture architecture, final INDArray parameters, final INDArray gradient,
			final Precision precision) {
		if (parameters.dataType() != DataType.FLOAT || !Backend.isDirect())
			return new ReferenceExecutor(architecture, parameters, gradient);
		return new OneDnnExecutor(architecture, parameters, gradient, precision == Precision.BF16 && Backend.hasBf16());
	}
}
