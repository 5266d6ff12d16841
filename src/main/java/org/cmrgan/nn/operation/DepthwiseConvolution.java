/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import static org.cmrgan.nn.operation.Nd4jCalls.arrays;
import static org.cmrgan.nn.operation.Nd4jCalls.exec;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A depthwise convolution, which keeps channels separate: weights [channels, 1, kernel, kernel]. */
public final class DepthwiseConvolution extends WindowedOperation {
	/** Its name in files. */
	public static final String KIND = "DEPTHWISE_CONVOLUTION";

	DepthwiseConvolution(final OperationRecord record) {
		super(record);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		final long[] maps = in.get(0);
		requireMaps(maps);
		window().requireFits(name(), maps);
		return new long[] { maps[0], window().slid(maps[1]), window().slid(maps[2]) };
	}

	@Override
	public List<Parameter> parameters(final long[] in, final long... out) {
		final long k = window().kernel();
		return weights(k * k, out[0], out[0], 1, k, k);
	}

	@Override
	public double flops(final long[] in, final long... out) {
		return 2.0 * Shapes.product(out) * window().kernel() * window().kernel();
	}

	@Override
	void multiply(final INDArray x, final INDArray w, final INDArray y) {
		exec("depthwise_conv2d", arrays(x, turned(w)), arrays(y), window().ofConvolution());
	}

	@Override
	void multiplyBack(final INDArray x, final INDArray w, final INDArray e, final INDArray dx, final INDArray dw) {
		exec("depthwise_conv2d_bp", arrays(x, turned(w), e), arrays(dx, turned(dw)), window().ofConvolution());
	}

	/** Viewed as [1, channels, k, k], the order of ND4J's operation; the bytes are the same. */
	private static INDArray turned(final INDArray w) {
		return w.reshape('c', 1, w.size(0), w.size(2), w.size(3));
	}
}
