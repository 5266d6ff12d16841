/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Rectifier;

/** A ReLU or leaky ReLU whose branch is that of the first part of a batch. */
final class OneDnnGate extends OneDnnStep {
	private final double slope;

	OneDnnGate(final Rectifier operation, final int main) {
		super(main, operation.input(0));
		slope = operation.slope();
	}

	@Override
	boolean needsOperand(final int k) {
		return true;
	}

	@Override
	void forward(final OneDnnForward pass) {
		final Value x = pass.value(input(0));
		write(pass, x, x, pass.result(main(), x.layout()));
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final Value x = pass.value(input(0));
		final Value in = script.as(e, x.layout());
		script.drop(e);
		final Value dx = script.value(x.layout());
		write(pass, in, x, dx);
		script.drop(in);
		pass.give(input(0), dx);
	}

	private void write(final OneDnnPass pass, final Value values, final Value deciding, final Value to) {
		final NativeGate gate = new NativeGate(pass.parts(), slope);
		final long length = to.layout().get_size() / Float.BYTES;
		pass.script().step("gate", () -> gate.apply(values.memory(), deciding.memory(), to.memory(), length));
	}
}
