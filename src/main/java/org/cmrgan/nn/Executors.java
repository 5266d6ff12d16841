package org.cmrgan.nn;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Chooses what runs a network on this machine. */
final class Executors {
	/** Set to "nd4j" to do without oneDNN's own calls, to "bf16" for bfloat16 inside networks. */
	static final String PROPERTY = "org.cmrgan.nn.executor";

	private Executors() {}

	static Executor create(final Architecture architecture, final INDArray parameters, final INDArray gradient) {
		final String wish = System.getProperty(PROPERTY, "");
		final boolean fast = parameters.dataType() == DataType.FLOAT && Backend.isCpu() && OneDnnExecutor.available();
		if (!fast || "nd4j".equals(wish)) return new Nd4jExecutor(architecture, parameters, gradient);
		return new OneDnnExecutor(architecture, parameters, gradient,
				"bf16".equals(wish) ? Precision.BF16 : Precision.FLOAT);
	}
}
