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
 * Runs one network whose parameters and gradient are given as flat vectors in the order of {@link Architecture#parameters()}.
 * One thread at a time.
 */
public interface GraphExecutor extends AutoCloseable {
	/**
	 * Training mode: batch norm takes the batch's own statistics, and what the backward pass needs is kept until the next pass.
	 *
	 * @param x [images, ...], c-order
	 * @return a new array of the caller's
	 */
	INDArray forward(INDArray x);

	/** Sets what the dropouts of the forward passes that follow draw from, and of the backward passes after these. */
	void seed(long seed);

	/** Inference mode: batch norm takes the running statistics, nothing is kept. */
	INDArray output(INDArray x);

	/**
	 * Derivatives of the last forward pass; may be called again with another error. Where {@code wantParameters}, writes the
	 * gradient vector whole; for statistics it holds what is to be subtracted from them, as Deeplearning4j has it.
	 *
	 * @param error dL/dOutput, shaped like the output, c-order
	 * @return dL/dInput, a new array of the caller's, where {@code wantInput}
	 */
	Optional<INDArray> backward(INDArray error, boolean wantInput, boolean wantParameters);

	/**
	 * Gradients, by the parameters, of several losses that differ only in how much each image counts in them: the m-th is
	 * that of Σ_i factors[m][i] L_i.
	 *
	 * @param error by image, dL_i/dOutput after the last forward pass, c-order
	 * @return vectors of the executor's, until the next call; what is said of {@link #backward} goes for statistics
	 */
	List<INDArray> gradients(INDArray error, float[]... factors);

	/**
	 * {@link #gradients} by a backward pass for each loss.
	 *
	 * @param gradient what {@link #backward} writes
	 * @param into by loss, filled
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

	/** Says that the parameters were written to since the last pass. */
	void parametersChanged();

	/** In words for run.json: which library and which choices made by timing. */
	String describe();

	/** Milliseconds of each kind of call, where that is known. */
	default String profile() {
		return "";
	}

	/** Frees all memory. */
	@Override
	void close();
}
