/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import org.cmrgan.nn.operation.BatchNorm;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Recomputes the running statistics of batch norms for averaged weights, because averaging the statistics themselves
 * would be wrong.
 */
public final class BatchStatistics {
	private BatchStatistics() {}

	/**
	 * Sets means and variances to their averages over some batches, in training mode (Izmailov et al. 2018, arXiv
	 * 1803.05407, section 3.2).
	 *
	 * @param network with the averaged weights
	 * @param batches at least one; closed here
	 */
	public static void anew(final AdversarialGraph network, final Iterable<INDArray> batches) {
		final long from = network.architecture().trainableLength();
		final long to = network.architecture().length();
		int seen = 0;
		for (final INDArray x : batches) {
			seen++;
			try (INDArray y = network.forward(x); INDArray nothing = Nd4j.zerosLike(y)) {
				network.backward(nothing, false, true);
			}
			x.close();
			// This part of the gradient is what the running statistics lose in a tenth of the way to the batch's own.
			network.parameters().get(NDArrayIndex.interval(from, to)).subi(
					network.gradient().get(NDArrayIndex.interval(from, to)).mul(1 / (seen * (1 - BatchNorm.MOMENTUM))));
		}
	}
}
