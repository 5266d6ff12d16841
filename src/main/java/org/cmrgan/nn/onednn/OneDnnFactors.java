/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import org.bytedeco.dnnl.memory;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.ChannelFactors;

/** Multiplies each map by its factor, see {@link NativeFactors}. */
final class OneDnnFactors extends OneDnnStep {
	OneDnnFactors(final ChannelFactors operation, final int main) {
		super(main, operands(operation));
	}

	@Override
	boolean needsOperand(final int k) {
		return true;
	}

	/** The layout in which factors are applied: that of the maps if {@link NativeFactors} can read it. */
	private memory.desc layout(final OneDnnPass pass, final Value maps) {
		final long[] shape = pass.shape(main());
		return OneDnn.block(maps.layout(), shape) == 0 ? OneDnn.plain(OneDnnPass.F32, shape) : maps.layout();
	}

	private NativeFactors factors(final OneDnnPass pass, final memory.desc layout) {
		final long[] maps = pass.shape(main());
		return new NativeFactors(OneDnn.block(layout, maps), maps);
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		final Value x = pass.value(input(0));
		final memory.desc layout = layout(pass, x);
		final Value maps = script.as(x, layout);
		final Value factors = pass.floats(pass.value(input(1)), input(1));
		final Value y = pass.isFloat() ? pass.result(main(), layout) : script.value(layout);
		final NativeFactors times = factors(pass, layout);
		script.step("factors", () -> times.multiply(maps.memory(), factors.memory(), y.memory()));
		script.drop(maps);
		script.drop(factors);
		if (pass.isFloat()) return;
		script.reorder("reorder", y.memory(), pass.result(main(), pass.plain(pass.shape(main()))).memory());
		script.drop(y);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final memory.desc layout = layout(pass, pass.value(input(0)));
		final Value error = script.as(e, layout);
		script.drop(e);
		final NativeFactors times = factors(pass, layout);
		if (pass.wants(input(1))) {
			final Value maps = script.as(pass.value(input(0)), layout);
			final Value sums = pass.floats(input(1));
			script.step("factors'", () -> times.products(maps.memory(), error.memory(), sums.memory()));
			script.drop(maps);
			pass.giveNumbers(input(1), sums);
		}
		if (pass.wants(input(0))) {
			final Value factors = pass.floats(pass.value(input(1)), input(1));
			final Value dx = error.isSole() ? error.hold() : script.value(layout);
			script.step("factors'", () -> times.multiply(error.memory(), factors.memory(), dx.memory()));
			script.drop(factors);
			if (pass.isFloat()) pass.give(input(0), dx);
			else
				pass.giveNumbers(input(0), dx);
		}
		script.drop(error);
	}
}
