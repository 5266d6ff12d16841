/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.Pointer;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Shapes;
import org.cmrgan.nn.operation.Slice;

/** Copies a stretch of a vector's numbers. */
final class OneDnnSlice extends OneDnnStep {
	private final int first;

	OneDnnSlice(final Slice operation, final int main) {
		super(main, operation.input(0));
		first = operation.first();
	}

	private long length(final OneDnnPass pass) {
		return Shapes.product(pass.shapeOfImage(main()));
	}

	/** The numbers inside their vector. */
	private memory inside(final OneDnnPass pass, final Value vector) {
		final long all = pass.shape(input(0))[1];
		return pass.script().part(vector, first * (vector.layout().get_size() / (pass.images() * all)),
				OneDnn.strided(pass.store().type(), new long[] { pass.images(), length(pass), 1, 1 }, all, 1, 1, 1));
	}

	/** The numbers as a vector. */
	private memory.desc alone(final OneDnnPass pass) {
		return pass.plain(pass.images(), length(pass), 1, 1);
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		final Value vector = script.as(pass.value(input(0)), pass.plain(pass.shape(input(0))));
		final Value stretch = pass.result(main(), pass.plain(pass.shape(main())));
		script.reorder("slice", inside(pass, vector), script.part(stretch, 0, alone(pass)));
		script.drop(vector);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final Value stretch = script.as(e, pass.plain(pass.shape(main())));
		final Value dx = script.value(pass.plain(pass.shape(input(0))));
		script.step("slice'", () -> Pointer.memset(dx.memory().get_data_handle(), 0, dx.layout().get_size()));
		script.reorder("slice'", script.part(stretch, 0, alone(pass)), inside(pass, dx));
		script.drop(stretch);
		script.drop(e);
		pass.give(input(0), dx);
	}
}
