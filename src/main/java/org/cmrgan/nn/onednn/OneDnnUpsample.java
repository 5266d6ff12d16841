/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;

import org.bytedeco.dnnl.resampling_forward;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Upsample;

/** Doubles the size by repeating each pixel four times. */
final class OneDnnUpsample extends OneDnnStep {
	private resampling_forward.primitive_desc forward;

	OneDnnUpsample(final Upsample operation, final int main) {
		super(main, operation.input(0));
	}

	@Override
	void forward(final OneDnnForward pass) {
		final Value x = pass.value(input(0));
		forward = pass.script().own(pass.library().upsample(false, x.layout(), pass.any(pass.shape(main()))));
		pass.script().call("upsample", forward, DNNL_ARG_SRC, x.memory(), DNNL_ARG_DST,
				pass.result(main(), forward.dst_desc()).memory());
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final Value wide = script.as(e, pass.value(main()).layout());
		final Value narrow = script.value(pass.value(input(0)).layout());
		script.call("upsample'", pass.library().upsampleBackward(narrow.layout(), wide.layout(), forward),
				DNNL_ARG_DIFF_DST, wide.memory(), DNNL_ARG_DIFF_SRC, narrow.memory());
		script.drop(wide);
		script.drop(e);
		pass.give(input(0), narrow);
	}
}
