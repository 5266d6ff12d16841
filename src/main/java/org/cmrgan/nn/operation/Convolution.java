/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import static org.cmrgan.nn.operation.Nd4jCalls.arrays;
import static org.cmrgan.nn.operation.Nd4jCalls.exec;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution: weights [out, in, kernel, kernel]. */
public final class Convolution extends WindowedOperation {
	/** Its name in files. */
	public static final String KIND = "CONVOLUTION";

	Convolution(final OperationRecord record) {
		super(record);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		final long[] maps = in.get(0);
		requireMaps(maps);
		window().requireFits(name(), maps);
		return new long[] { record().channels(), window().slid(maps[1]), window().slid(maps[2]) };
	}

	@Override
	public List<Parameter> parameters(final long[] in, final long... out) {
		final long k = window().kernel();
		return weights(in[0] * k * k, out[0], out[0], in[0], k, k);
	}

	@Override
	public double flops(final long[] in, final long... out) {
		return 2.0 * Shapes.product(out) * in[0] * window().kernel() * window().kernel();
	}

	@Override
	void multiply(final INDArray x, final INDArray w, final INDArray y) {
		exec("conv2d", arrays(x, w), arrays(y), window().ofConvolution());
	}

	@Override
	void multiplyBack(final INDArray x, final INDArray w, final INDArray e, final INDArray dx, final INDArray dw) {
		exec("conv2d_bp", arrays(x, w, e), arrays(dx, dw), window().ofConvolution());
	}
}
