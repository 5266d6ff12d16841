/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Operation;

/** ReLU, leaky ReLU or tanh that no earlier step includes. */
final class OneDnnActivation extends OneDnnStep {
	private final OneDnn.Activation function;

	OneDnnActivation(final Operation operation, final int main) {
		super(main, operation.input(0));
		function = OneDnn.Activation.of(operation);
	}

	@Override
	boolean needsResult() {
		return true;
	}

	@Override
	void forward(final OneDnnForward pass) {
		final Value x = pass.value(input(0));
		pass.script().call("activation", pass.library().activation(function, x.layout()), DNNL_ARG_SRC, x.memory(),
				DNNL_ARG_DST, pass.result(main(), x.layout()).memory());
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		pass.give(input(0), pass.activation(function, pass.value(main()), e));
	}
}
