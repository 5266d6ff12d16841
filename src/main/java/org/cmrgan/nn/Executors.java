package org.cmrgan.nn;

import org.nd4j.linalg.api.ndarray.INDArray;

/** Chooses what runs a network on this machine. */
final class Executors {
	private Executors() {}

	static Executor create(final Architecture architecture, final INDArray parameters, final INDArray gradient) {
		return new Nd4jExecutor(architecture, parameters, gradient);
	}
}
