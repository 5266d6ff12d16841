/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Chooses what runs a network on this machine. */
final class Executors {
	/** Set to "nd4j" to do without oneDNN's own calls. */
	static final String PROPERTY = "org.cmrgan.nn.executor";

	private Executors() {}

	/** @param precision what is wished for; float where the machine has nothing else, as a model may come from another */
	static Executor create(final Architecture architecture, final INDArray parameters, final INDArray gradient,
			final Precision precision) {
		if (parameters.dataType() != DataType.FLOAT || !isDirect())
			return new Nd4jExecutor(architecture, parameters, gradient);
		return new OneDnnExecutor(architecture, parameters, gradient, hasBf16() ? precision : Precision.FLOAT);
	}

	/** Whether oneDNN's own calls run float networks here. */
	static boolean isDirect() {
		Backend.prepare();
		final boolean direct = !"nd4j".equals(System.getProperty(PROPERTY)) && Backend.isCpu()
				&& OneDnnExecutor.available();
		if (direct) ShortWaits.begin();
		return direct;
	}

	/** Whether the processor multiplies bfloat16 numbers, and what runs networks makes use of it. */
	static boolean hasBf16() {
		return isDirect() && OneDnn.hasBf16();
	}
}
