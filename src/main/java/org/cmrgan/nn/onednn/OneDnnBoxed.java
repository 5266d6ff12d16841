/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_WEIGHTS;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_MEAN;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SHIFT;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_VARIANCE;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import java.util.function.Consumer;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_backward_weights;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.pooling_forward;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Convolution;
import org.cmrgan.nn.operation.Operation;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.nn.operation.Window;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Nearest upsampling by 2, a 3x3 convolution and the activation after it, as one transposed convolution (see {@link BoxedKernel}):
 * the gradient of a convolution with respect to its input.
 */
final class OneDnnBoxed extends OneDnnLinear {
	private static final int KERNEL = 4;
	private static final OneDnn.Extent WINDOW = new OneDnn.Extent(KERNEL, KERNEL, 2, 1);

	private convolution_forward.primitive_desc convolution;

	/** @param input operand of the upsampling before the convolution */
	OneDnnBoxed(final Convolution operation, final int main, final int input) {
		super(operation, main, input);
	}

	/** True if a convolution can include an upsampling before it. */
	static boolean takesIn(final Operation operation) {
		if (!(operation instanceof Convolution)) return false;
		final Window w = ((Convolution) operation).window();
		return w.kernel() == 3 && w.stride() == 1 && w.padding() == 1 && !((Convolution) operation).hasSpectralNorm();
	}

	private long[] weights(final OneDnnPass pass) {
		return new long[] { pass.shape(input(0))[1], pass.shape(main())[1], KERNEL, KERNEL };
	}

	@Override
	memory.desc weightDescription(final OneDnnPass pass) {
		return OneDnn.plain(OneDnnPass.F32, pass.parameter(main(), 0).shape());
	}

	@Override
	OneDnnWeight weight(final OneDnnPass pass) {
		return pass.store().boxed(main());
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		// The input of the convolution is the output of the transposed one.
		convolution = script
				.own(pass.library().convolution(algorithm.convolution_direct, true, pass.any(pass.shape(main())),
						pass.any(weights(pass)), null, pass.any(pass.shape(input(0))), WINDOW, null));
		final convolution_backward_data.primitive_desc p = pass.library().convolutionData(algorithm.convolution_direct,
				pass.any(pass.shape(main())), pass.any(weights(pass)), pass.any(pass.shape(input(0))), WINDOW,
				convolution);
		final Value src = script.as(pass.value(input(0)), p.diff_dst_desc());
		final Value y = pass.result(out(), p.diff_src_desc());
		script.call("transposed " + OneDnnPass.kind(p), p, DNNL_ARG_DIFF_DST, src.memory(), DNNL_ARG_WEIGHTS,
				script.weights(weight(pass), p.weights_desc()), DNNL_ARG_DIFF_SRC, y.memory());
		script.drop(src);
		final boolean relu = activation().map(OneDnn.Activation::isRelu).orElse(false);
		if (hasBias()) addBias(pass, y, relu);
		if (!(relu && hasBias()))
			activation().ifPresent(a -> script.call("activation", pass.library().activation(a, y.layout()),
					DNNL_ARG_SRC, y.memory(), DNNL_ARG_DST, y.memory()));
	}

	/**
	 * By a batch norm of mean 0, variance 0 and epsilon 1: oneDNN's own addition along channels is fifty times slower.
	 */
	private void addBias(final OneDnnForward pass, final Value y, final boolean relu) {
		final long channels = pass.shape(main())[1];
		final memory.desc v = OneDnnPass.vector(channels);
		final INDArray zeros = pass.store().array(channels);
		pass.script().call("bias", pass.library().shift(y.layout(), relu), DNNL_ARG_SRC, y.memory(), DNNL_ARG_DST,
				y.memory(), DNNL_ARG_SHIFT, bias(pass), DNNL_ARG_MEAN, pass.store().at(zeros, 0, v), DNNL_ARG_VARIANCE,
				pass.store().at(zeros, 0, v));
	}

	@Override
	void backward(final OneDnnBackward pass, final Value error) {
		final Value e = atMain(pass, error);
		final OneDnnScript script = pass.script();
		if (pass.wantsParameters()) gradients(pass, e);
		if (pass.wants(input(0))) {
			final Value src = script.as(e, convolution.src_desc());
			final Value dx = script.value(convolution.dst_desc());
			script.call("transposed'x " + OneDnnPass.kind(convolution), convolution, DNNL_ARG_SRC, src.memory(),
					DNNL_ARG_WEIGHTS, script.weights(weight(pass), convolution.weights_desc()), DNNL_ARG_DST,
					dx.memory());
			script.drop(src);
			pass.give(input(0), dx);
		}
		script.drop(e);
	}

	private void gradients(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final convolution_backward_weights.primitive_desc p = pass.library().convolutionWeights(
				algorithm.convolution_direct, pass.any(pass.shape(main())), OneDnn.any(OneDnnPass.F32, weights(pass)),
				null, pass.any(pass.shape(input(0))), WINDOW, convolution);
		final Value src = script.as(e, p.src_desc());
		for (final OneDnnLoss loss : pass.losses()) {
			// Converts the small maps instead of the large ones; the gradient is linear in both.
			final Value dst = loss.weighted(script, pass.value(input(0)), p.diff_dst_desc());
			final Consumer<memory> write = memory -> script.call("transposed'w " + OneDnnPass.kind(p), p, DNNL_ARG_SRC,
					src.memory(), DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_DIFF_WEIGHTS, memory);
			boxedGradient(pass, loss, p.diff_weights_desc(), write);
			script.drop(dst);
		}
		script.drop(src);
		if (hasBias()) sumUp(pass, e);
	}

	/** The gradient of the 3x3 kernel from that of the 4x4 kernel. */
	private void boxedGradient(final OneDnnBackward pass, final OneDnnLoss loss, final memory.desc layout,
			final Consumer<memory> write) {
		final Parameter w = pass.parameter(main(), 0);
		final long[] s = w.shape();
		final INDArray plain = pass.store().array(s[0] * s[1], 16);
		final INDArray into = loss.view(w);
		pass.through(layout, pass.store().at(plain, 0, BoxedKernel.description(s[0], s[1])), write);
		pass.script().step("box'", () -> BoxedKernel.boxBackward(plain, into));
	}

	/** The gradients of the bias: the error summed over images and pixels, by an average pooling that reads it once. */
	private void sumUp(final OneDnnBackward pass, final Value e) {
		final long[] s = pass.shape(main());
		final INDArray means = pass.store().array(s[0], s[1]);
		final pooling_forward.primitive_desc p = pass.library().pool(false, false, e.layout(),
				pass.any(s[0], s[1], 1, 1), new OneDnn.Extent(s[2], s[3], 1, 0));
		pass.through(p.dst_desc(), pass.store().at(means, 0, OneDnn.plain(OneDnnPass.F32, s[0], s[1], 1, 1)),
				memory -> pass.script().call("bias'", p, DNNL_ARG_SRC, e.memory(), DNNL_ARG_DST, memory));
		final double pixels = s[2] * s[3];
		final Parameter b = pass.parameter(main(), 1);
		for (final OneDnnLoss loss : pass.losses()) pass.script().step("bias'", () -> loss.sum(means, pixels, b));
	}
}
