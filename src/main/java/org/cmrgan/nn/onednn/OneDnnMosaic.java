/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DIFF_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_DST;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SRC;
import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_WEIGHTS;

import org.bytedeco.dnnl.convolution_backward_data;
import org.bytedeco.dnnl.convolution_forward;
import org.bytedeco.dnnl.global.dnnl.algorithm;
import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Mosaic;

/** A mosaic, computed as a depthwise convolution from whole maps to one pixel. */
final class OneDnnMosaic extends OneDnnStep {
	private final Mosaic operation;
	private convolution_forward.primitive_desc forward;

	OneDnnMosaic(final Mosaic operation, final int main) {
		super(main, operation.input(0));
		this.operation = operation;
	}

	private long[] weights(final OneDnnPass pass) {
		final long[] in = pass.shape(input(0));
		return new long[] { in[1], 1, 1, in[2], in[3] };
	}

	/** An image, or its error, as the one-pixel maps of the convolution. */
	private long[] onePixel(final OneDnnPass pass) {
		final long[] in = pass.shape(input(0));
		return new long[] { in[0], in[1], 1, 1 };
	}

	private OneDnnWeight weight(final OneDnnPass pass) {
		final long[] in = pass.shapeOfImage(input(0));
		return pass.store().constant(main(), () -> operation.mosaic(in).weights(in[0]), weights(pass));
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		forward = script.own(pass.library().convolution(algorithm.convolution_direct, pass.isTraining(),
				pass.any(pass.shape(input(0))), pass.any(weights(pass)), null, pass.any(onePixel(pass)),
				pass.whole(input(0)), null));
		final Value src = script.as(pass.value(input(0)), forward.src_desc());
		final Value pixel = script.value(forward.dst_desc());
		script.call("mosaic " + OneDnnPass.kind(forward), forward, DNNL_ARG_SRC, src.memory(), DNNL_ARG_WEIGHTS,
				script.weights(weight(pass), forward.weights_desc()), DNNL_ARG_DST, pixel.memory());
		script.drop(src);
		final Value y = pass.result(main(), pass.plain(pass.shape(main())));
		script.reorder("reorder", pixel.memory(), script.part(y, 0, pass.plain(onePixel(pass))));
		script.drop(pixel);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final convolution_backward_data.primitive_desc p = pass.library().convolutionData(algorithm.convolution_direct,
				pass.any(pass.shape(input(0))), pass.any(weights(pass)), pass.any(onePixel(pass)), pass.whole(input(0)),
				forward);
		final Value flat = script.as(e, pass.plain(pass.shape(main())));
		final Value pixel = script.alias(flat, pass.plain(onePixel(pass)));
		final Value dst = script.as(pixel, p.diff_dst_desc());
		final Value dx = script.value(p.diff_src_desc());
		script.call("mosaic' " + OneDnnPass.kind(p), p, DNNL_ARG_DIFF_DST, dst.memory(), DNNL_ARG_WEIGHTS,
				script.weights(weight(pass), p.weights_desc()), DNNL_ARG_DIFF_SRC, dx.memory());
		script.drop(dst);
		script.drop(pixel);
		script.drop(flat);
		script.drop(e);
		pass.give(input(0), dx);
	}
}
