/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Runs one network whose parameters and gradient are given as flat vectors in the order of
 * {@link Architecture#parameters()}. Use it from one thread at a time.
 */
public interface GraphExecutor extends AutoCloseable {
	/**
	 * Training mode: batch norm takes the batch's own statistics, and what the backward pass needs is kept until the
	 * next pass.
	 *
	 * @param x [images, ...], c-order
	 * @return a new array, which the caller closes
	 */
	INDArray forward(INDArray x);

	/**
	 * Sets the seed of dropout in the following forward passes and their backward passes.
	 *
	 * @param seed of one step
	 */
	void seed(long seed);

	/**
	 * {@return the output in inference mode: batch norm uses the running statistics, and nothing is kept for a backward
	 * pass}
	 *
	 * @param x [images, ...]
	 */
	INDArray output(INDArray x);

	/**
	 * Computes the derivatives of the last forward pass; may be called again with another error. Writes the whole
	 * gradient vector if {@code wantParameters}. For statistics, it contains the amount to subtract, as in
	 * Deeplearning4j.
	 *
	 * @param error dL/dOutput, shaped like the output, c-order
	 * @param wantInput whether dL/dInput is returned
	 * @param wantParameters whether the gradient is written
	 * @return dL/dInput, a new array, which the caller closes, if {@code wantInput}
	 */
	Optional<INDArray> backward(INDArray error, boolean wantInput, boolean wantParameters);

	/**
	 * Computes the gradients, with respect to the parameters, of several losses that differ only in the weight of each
	 * image: the m-th is that of Σ_i factors[m][i] L_i.
	 *
	 * @param error by image, dL_i/dOutput after the last forward pass, c-order
	 * @param factors weight of each image, for each loss
	 * @return vectors of the executor, valid until the next call; statistics are as in {@link #backward}
	 */
	List<INDArray> gradients(INDArray error, float[]... factors);

	/**
	 * {@link #gradients} by a backward pass for each loss.
	 *
	 * @param executor has done a forward pass
	 * @param gradient what {@link #backward} writes
	 * @param into by loss, filled
	 * @param error by image, dL_i/dOutput, c-order
	 * @param factors weight of each image, for each loss
	 */
	static void onePassEach(final GraphExecutor executor, final INDArray gradient, final List<INDArray> into,
			final INDArray error, final float[]... factors) {
		final long[] column = new long[error.rank()];
		Arrays.fill(column, 1);
		column[0] = error.size(0);
		for (int m = 0; m < factors.length; m++) {
			final INDArray f = Nd4j.createFromArray(factors[m]).castTo(error.dataType()).reshape('c', column);
			try (INDArray one = error.mul(f)) {
				executor.backward(one, false, true);
			}
			into.get(m).assign(gradient);
		}
	}

	/** Must be called when the parameters have changed since the last pass. */
	void parametersChanged();

	/** {@return the library and the choices made by timing, in words for run.json} */
	String describe();

	/** {@return the milliseconds of each kind of call; empty if they are not known} */
	default String profile() {
		return "";
	}

	/** Frees all memory. */
	@Override
	void close();
}
