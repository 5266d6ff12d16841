/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.GroupDeviation;
import org.cmrgan.nn.operation.MinibatchDeviation;

/** Minibatch standard deviation, in Java. */
final class OneDnnMinibatch extends OneDnnStep {
	OneDnnMinibatch(final MinibatchDeviation operation, final int main) {
		super(main, operation.input(0));
	}

	@Override
	boolean needsOperand(final int k) {
		return true;
	}

	@Override
	boolean sharesWay() {
		return false;
	}

	private GroupDeviation deviation(final OneDnnPass pass) {
		return new GroupDeviation(pass.images(), pass.parts(), pass.shapeOfImage(input(0)));
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		final Value in = pass.floats(pass.value(input(0)), input(0));
		final Value out = pass.floats(main());
		final GroupDeviation deviation = deviation(pass);
		script.step("minibatch",
				() -> NativeMemory.write(out.memory(), 0, deviation.forward(pass.allNumbers(in, input(0)))));
		script.drop(in);
		script.reorder("reorder", out.memory(), pass.result(main(), pass.plain(pass.shape(main()))).memory());
		script.drop(out);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final Value in = pass.floats(pass.value(input(0)), input(0));
		final Value error = pass.floats(e, main());
		final Value dx = pass.floats(input(0));
		final GroupDeviation deviation = deviation(pass);
		script.step("minibatch'", () -> NativeMemory.write(dx.memory(), 0,
				deviation.errors(pass.allNumbers(error, main()), pass.allNumbers(in, input(0)))));
		script.drop(in);
		script.drop(error);
		script.drop(e);
		pass.giveNumbers(input(0), dx);
	}
}
