/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_BIAS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.inner_product_backward_data;
import org.bytedeco.dnnl.inner_product_backward_weights;
import org.bytedeco.dnnl.inner_product_forward;
import org.bytedeco.dnnl.memory;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Dense;

/** A dense operation, including the activation after it. */
final class OneDnnDense extends OneDnnLinear {
	private inner_product_forward.primitive_desc forward;

	OneDnnDense(final Dense operation, final int main) {
		super(operation, main, operation.input(0));
	}

	private long[] weights(final OneDnnPass pass) {
		final long[] in = pass.shape(input(0));
		return new long[] { pass.shape(main())[1], in[1], in[2], in[3] };
	}

	@Override
	memory.desc weightDescription(final OneDnnPass pass) {
		final long[] in = pass.shape(input(0));
		final long features = pass.shape(main())[1];
		return OneDnn.strided(weights(pass), 1, in[2] * in[3] * features, in[3] * features, features);
	}

	/** The output, as rows. */
	private memory.desc rows(final OneDnnPass pass) {
		return pass.plain(pass.images(), pass.shape(main())[1]);
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		forward = script.own(pass.library().dense(pass.isTraining(), pass.any(pass.shape(input(0))),
				pass.any(weights(pass)), biasLayout(pass), rows(pass)));
		final Value src = script.as(pass.value(input(0)), forward.src_desc());
		final Value y = pass.result(out(), pass.plain(pass.shape(main())));
		script.call("dense", forward, DNNL_ARG_SRC, src.memory(), DNNL_ARG_WEIGHTS,
				script.weights(weight(pass), forward.weights_desc()), DNNL_ARG_BIAS, bias(pass), DNNL_ARG_DST,
				script.part(y, 0, rows(pass)));
		script.drop(src);
		activation().ifPresent(a -> script.call("activation", pass.library().activation(a, y.layout()), DNNL_ARG_SRC,
				y.memory(), DNNL_ARG_DST, y.memory()));
	}

	@Override
	void backward(final OneDnnBackward pass, final Value error) {
		final Value e = atMain(pass, error);
		final OneDnnScript script = pass.script();
		final Value flat = script.as(e, pass.plain(pass.shape(main())));
		if (pass.wantsParameters()) gradients(pass, flat);
		if (pass.wants(input(0))) {
			final inner_product_backward_data.primitive_desc p = pass.library()
					.denseData(pass.any(pass.shape(input(0))), pass.any(weights(pass)), rows(pass), forward);
			final Value dx = script.value(p.diff_src_desc());
			script.call("dense'x", p, DNNL_ARG_DIFF_DST, script.part(flat, 0, rows(pass)), DNNL_ARG_WEIGHTS,
					script.weights(weight(pass), p.weights_desc()), DNNL_ARG_DIFF_SRC, dx.memory());
			pass.give(input(0), dx);
		}
		script.drop(flat);
		script.drop(e);
	}

	private void gradients(final OneDnnBackward pass, final Value flat) {
		final OneDnnScript script = pass.script();
		final inner_product_backward_weights.primitive_desc p = pass.library().denseWeights(
				pass.any(pass.shape(input(0))), OneDnn.any(OneDnnPass.F32, weights(pass)), biasLayout(pass), rows(pass),
				forward);
		final Value src = script.as(pass.value(input(0)), p.src_desc());
		for (final OneDnnLoss loss : pass.losses()) {
			final Value dst = loss.weighted(script, flat, flat.layout());
			weightGradient(pass, loss, p.diff_weights_desc(),
					memory -> script.call("dense'w", p, DNNL_ARG_SRC, src.memory(), DNNL_ARG_DIFF_DST,
							script.part(dst, 0, rows(pass)), DNNL_ARG_DIFF_WEIGHTS, memory, DNNL_ARG_DIFF_BIAS,
							biasGradient(pass, loss)));
			script.drop(dst);
		}
		script.drop(src);
	}
}
