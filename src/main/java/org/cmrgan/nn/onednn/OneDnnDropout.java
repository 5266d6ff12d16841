/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Dropout;
import org.cmrgan.nn.operation.DropoutMask;

/** Dropout, in Java; does nothing outside training. */
final class OneDnnDropout extends OneDnnStep {
	private final Dropout operation;

	OneDnnDropout(final Dropout operation, final int main) {
		super(main, operation.input(0));
		this.operation = operation;
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		final Value x = pass.value(input(0));
		if (!pass.isTraining()) {
			pass.same(main(), x);
			return;
		}
		final Value in = pass.floats(x, main());
		final Value out = pass.floats(main());
		drop(pass, in, out);
		script.drop(in);
		script.reorder("reorder", out.memory(), pass.result(main(), pass.plain(pass.shape(main()))).memory());
		script.drop(out);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final Value error = pass.floats(e, main());
		final Value out = pass.floats(input(0));
		drop(pass, error, out);
		script.drop(error);
		script.drop(e);
		pass.giveNumbers(input(0), out);
	}

	/** @param to plain floats, like {@code from} */
	private void drop(final OneDnnPass pass, final Value from, final Value to) {
		// The mask is known only when the script runs.
		pass.script().step("dropout", () -> {
			final DropoutMask mask = operation.mask(pass.store().seed());
			for (int i = 0; i < pass.images(); i++)
				NativeMemory.write(to.memory(), i, mask.of(i, pass.numbers(from, main(), i)));
		});
	}
}
