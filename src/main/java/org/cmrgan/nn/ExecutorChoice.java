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

/** Chooses what runs a network on this machine. */
final class ExecutorChoice {
	private ExecutorChoice() {}

	/** @param precision what is wished for; float where the machine has nothing else, as a model may come from another */
	static GraphExecutor create(final Architecture architecture, final INDArray parameters, final INDArray gradient,
			final Precision precision) {
		if (parameters.dataType() != DataType.FLOAT || !Backend.isDirect())
			return new ReferenceExecutor(architecture, parameters, gradient);
		return new OneDnnExecutor(architecture, parameters, gradient, precision == Precision.BF16 && Backend.hasBf16());
	}
}
