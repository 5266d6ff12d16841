/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Reshape;

/** The same numbers in another shape. Both orders agree only for plain layouts. */
final class OneDnnReshape extends OneDnnStep {
	OneDnnReshape(final Reshape operation, final int main) {
		super(main, operation.input(0));
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		final Value flat = script.as(pass.value(input(0)), pass.plain(pass.shape(input(0))));
		final Value copy = pass.result(main(), pass.plain(pass.shape(main())));
		script.reorder("reorder", script.part(flat, 0, copy.layout()), copy.memory());
		script.drop(flat);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final Value flat = script.as(e, pass.plain(pass.shape(main())));
		pass.give(input(0), script.alias(flat, pass.plain(pass.shape(input(0)))));
		script.drop(flat);
		script.drop(e);
	}
}
