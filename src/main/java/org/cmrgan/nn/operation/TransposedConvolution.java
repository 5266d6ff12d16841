/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import static org.cmrgan.nn.operation.Nd4jCalls.arrays;
import static org.cmrgan.nn.operation.Nd4jCalls.exec;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** A transposed convolution, the gradient of a convolution at its input: weights [in, out, kernel, kernel]. */
public final class TransposedConvolution extends WindowedOperation {
	/** Its name in files. */
	public static final String KIND = "TRANSPOSED_CONVOLUTION";

	TransposedConvolution(final OperationRecord record) {
		super(record);
	}

	@Override
	public long[] shape(final List<long[]> in) {
		final long[] maps = in.get(0);
		requireMaps(maps);
		return new long[] { record().channels(), window().spread(maps[1]), window().spread(maps[2]) };
	}

	@Override
	public List<Parameter> parameters(final long[] in, final long... out) {
		final long k = window().kernel();
		return weights(in[0] * k * k / (window().stride() * window().stride()), out[0], in[0], out[0], k, k);
	}

	@Override
	public double flops(final long[] in, final long... out) {
		return 2.0 * Shapes.product(in) * out[0] * window().kernel() * window().kernel();
	}

	/** ND4J's deconv2d is six times slower. */
	@Override
	void multiply(final INDArray x, final INDArray w, final INDArray y) {
		try (INDArray unused = w.ulike()) {
			exec("conv2d_bp", arrays(y, w, x), arrays(y, unused), window().ofConvolution());
		}
	}

	@Override
	void multiplyBack(final INDArray x, final INDArray w, final INDArray e, final INDArray dx, final INDArray dw) {
		exec("conv2d", arrays(e, w), arrays(dx), window().ofConvolution());
		try (INDArray unused = e.ulike()) {
			exec("conv2d_bp", arrays(e, w, x), arrays(unused, dw), window().ofConvolution());
		}
	}
}
