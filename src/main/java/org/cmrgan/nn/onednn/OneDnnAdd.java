/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_0;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC_1;

import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Add;
import org.cmrgan.nn.operation.Operation;

/** The sum of two values, including the activation after it. */
final class OneDnnAdd extends OneDnnStep {
	OneDnnAdd(final Add operation, final int main) {
		super(main, operands(operation));
	}

	@Override
	boolean takes(final Operation next) {
		return OneDnn.Activation.is(next);
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		final Value x = pass.value(input(0));
		final Value other = script.as(pass.value(input(1)), x.layout());
		script.call("add", pass.library().sum(x.layout(), x.layout(), x.layout(), activation().orElse(null)),
				DNNL_ARG_SRC_0, x.memory(), DNNL_ARG_SRC_1, other.memory(), DNNL_ARG_DST,
				pass.result(out(), x.layout()).memory());
		script.drop(other);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value error) {
		final Value e = hasActivation() ? pass.activation(activation().orElseThrow(), pass.value(out()), error) : error;
		for (int k = 0; k < arity(); k++) if (pass.wants(input(k))) pass.give(input(k), e.hold());
		pass.script().drop(e);
	}
}
