/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import java.util.List;
import java.util.stream.IntStream;

import org.bytedeco.dnnl.resampling_forward;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.BilinearUpsample;
import org.cmrgan.nn.operation.ImageFunction;

/** Doubles the size by bilinear interpolation between pixel centres. */
final class OneDnnBilinear extends OneDnnStep {
	private final BilinearUpsample operation;

	OneDnnBilinear(final BilinearUpsample operation, final int main) {
		super(main, operation.input(0));
		this.operation = operation;
	}

	@Override
	void forward(final OneDnnForward pass) {
		final Value x = pass.value(input(0));
		final resampling_forward.primitive_desc p = pass.library().upsample(true, x.layout(),
				pass.any(pass.shape(main())));
		pass.script().call("upsample", p, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DST,
				pass.result(main(), p.dst_desc()).memory());
	}

	/** In Java, because oneDNN's own backward pass is ten times slower. */
	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final ImageFunction function = operation.function(List.of(pass.shapeOfImage(input(0))));
		final Value error = pass.floats(e, main());
		script.drop(e);
		final Value dx = pass.floats(input(0));
		final boolean[] asked = { true };
		script.step("bilinear'", () -> IntStream.range(0, pass.images()).parallel().forEach(
				i -> NativeMemory.write(dx.memory(), i, function.errors(asked, pass.numbers(error, main(), i))[0])));
		script.drop(error);
		pass.giveNumbers(input(0), dx);
	}
}
