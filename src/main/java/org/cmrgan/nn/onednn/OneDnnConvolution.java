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

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Convolution;
import org.cmrgan.nn.operation.DepthwiseConvolution;
import org.cmrgan.nn.operation.Window;

/** A convolution or depthwise convolution, including the activation after it. */
final class OneDnnConvolution extends OneDnnLinear {
	/**
	 * Maps of at least this side are faster with Winograd's algorithm (Lavin and Gray 2016, arXiv 1509.09308); smaller
	 * ones are slower.
	 */
	private static final long WINOGRAD = 16;

	private final Window window;
	private final boolean depthwise;
	private convolution_forward.primitive_desc forward;

	OneDnnConvolution(final Convolution operation, final int main) {
		super(operation, main, operation.input(0));
		window = operation.window();
		depthwise = false;
	}

	OneDnnConvolution(final DepthwiseConvolution operation, final int main) {
		super(operation, main, operation.input(0));
		window = operation.window();
		depthwise = true;
	}

	/** Creates a primitive with an algorithm. */
	private interface Made<P> {
		P with(algorithm how);
	}

	/**
	 * A primitive with the algorithm that suits the shape. The rule is fixed and does not depend on timing, so that two
	 * runs, or a run and its continuation, give the same bits.
	 */
	private <P> P suited(final OneDnnPass pass, final Made<P> make) {
		// For a single map, Winograd's algorithm would compute sixteen.
		return pass.shape(main())[1] == 1 ? make.with(algorithm.convolution_direct) : suitedToError(pass, make);
	}

	/** {@link #suited} for the error at the input; even for a single map, it has all channels of the input. */
	private <P> P suitedToError(final OneDnnPass pass, final Made<P> make) {
		final long[] out = pass.shape(main());
		if (!depthwise && window.kernel() == 3 && window.stride() == 1 && Math.min(out[2], out[3]) >= WINOGRAD) {
			try {
				return make.with(algorithm.convolution_winograd);
			} catch (final RuntimeException e) {
				// The algorithm does not support these channels or this processor.
			}
		}
		return make.with(algorithm.convolution_direct);
	}

	private long[] weights(final OneDnnPass pass) {
		final long[] s = pass.parameter(main(), 0).shape();
		return depthwise ? new long[] { s[0], 1, 1, s[2], s[3] } : s;
	}

	@Override
	memory.desc weightDescription(final OneDnnPass pass) {
		return OneDnn.plain(OneDnnPass.F32, weights(pass));
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		forward = script.own(suited(pass,
				how -> pass.library().convolution(how, pass.isTraining(), pass.any(pass.shape(input(0))),
						pass.any(weights(pass)), biasLayout(pass), pass.any(pass.shape(main())),
						OneDnn.Extent.of(window), activation().orElse(null))));
		final Value src = script.as(pass.value(input(0)), forward.src_desc());
		script.call("convolution " + OneDnnPass.kind(forward), forward, DNNL_ARG_SRC, src.memory(), DNNL_ARG_WEIGHTS,
				script.weights(weight(pass), forward.weights_desc()), DNNL_ARG_BIAS, bias(pass), DNNL_ARG_DST,
				pass.result(out(), forward.dst_desc()).memory());
		script.drop(src);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value error) {
		final Value e = atMain(pass, error);
		if (pass.wantsParameters()) gradients(pass, e);
		if (pass.wants(input(0))) {
			final OneDnnScript script = pass.script();
			final convolution_backward_data.primitive_desc p = suitedToError(pass,
					how -> pass.library().convolutionData(how, pass.any(pass.shape(input(0))), pass.any(weights(pass)),
							pass.any(pass.shape(main())), OneDnn.Extent.of(window), forward));
			final Value dst = script.as(e, p.diff_dst_desc());
			final Value dx = script.value(p.diff_src_desc());
			script.call("convolution'x " + OneDnnPass.kind(p), p, DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_WEIGHTS,
					script.weights(weight(pass), p.weights_desc()), DNNL_ARG_DIFF_SRC, dx.memory());
			script.drop(dst);
			pass.give(input(0), dx);
		}
		pass.script().drop(e);
	}

	private void gradients(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final convolution_backward_weights.primitive_desc p = suited(pass,
				how -> pass.library().convolutionWeights(how, pass.any(pass.shape(input(0))),
						OneDnn.any(OneDnnPass.F32, weights(pass)), biasLayout(pass), pass.any(pass.shape(main())),
						OneDnn.Extent.of(window), forward));
		final Value src = script.as(pass.value(input(0)), p.src_desc());
		for (final OneDnnLoss loss : pass.losses()) {
			final Value dst = loss.weighted(script, e, p.diff_dst_desc());
			weightGradient(pass, loss, p.diff_weights_desc(),
					memory -> script.call("convolution'w " + OneDnnPass.kind(p), p, DNNL_ARG_SRC, src.memory(),
							DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_DIFF_WEIGHTS, memory, DNNL_ARG_DIFF_BIAS,
							biasGradient(pass, loss)));
			script.drop(dst);
		}
		script.drop(src);
	}
}
