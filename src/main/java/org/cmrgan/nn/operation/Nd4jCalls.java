/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.ops.DynamicCustomOp;
import org.nd4j.linalg.factory.Nd4j;

/** Calls of ND4J that several operations share. */
final class Nd4jCalls {
	private static final int[] MAPS = { 0, 2, 3 };

	private Nd4jCalls() {}

	static void exec(final String name, final INDArray[] in, final INDArray[] out, final int... integers) {
		final DynamicCustomOp.DynamicCustomOpsBuilder op = DynamicCustomOp.builder(name).addInputs(in).addOutputs(out);
		if (integers.length > 0) op.addIntegerArguments(integers);
		Nd4j.exec(op.build());
	}

	static INDArray[] arrays(final INDArray... arrays) {
		return arrays;
	}

	/** A number per channel, reshaped to broadcast with values of a rank. */
	static INDArray alongChannels(final INDArray v, final int rank) {
		return rank == 2 ? v.reshape(1, v.length()) : v.reshape(1, v.length(), 1, 1);
	}

	/** The axes of a sum per channel. */
	static int[] reduced(final INDArray x) {
		return x.rank() == 2 ? new int[] { 0 } : MAPS.clone();
	}

	/** e where x > 0, slope · e elsewhere. */
	static void sloped(final INDArray x, final INDArray e, final INDArray dx, final INDArray slope) {
		final INDArray positive = x.ulike();
		exec("relu_bp", arrays(x, e), arrays(positive));
		e.subi(positive, dx);
		dx.muli(slope).addi(positive);
		positive.close();
	}

	/** A copy of the numbers in c-order. */
	static double[] numbers(final INDArray array) {
		try (INDArray copy = array.dup('c')) {
			return copy.data().asDouble();
		}
	}

	/**
	 * Writes numbers in c-order into an array.
	 *
	 * @return the array
	 */
	static INDArray put(final double[] numbers, final INDArray to) {
		try (INDArray all = Nd4j.createFromArray(numbers)) {
			final INDArray cast = all.castTo(to.dataType());
			to.assign(cast.reshape('c', to.shape()));
			if (cast != all) cast.close();
		}
		return to;
	}

	/** The numbers of one image. */
	static double[] part(final double[] all, final int image, final int images) {
		final int length = all.length / images;
		return Arrays.copyOfRange(all, image * length, (image + 1) * length);
	}

	/** Writes the numbers of one image into a batch. */
	static void join(final double[] part, final double[] all, final int image) {
		System.arraycopy(part, 0, all, image * part.length, part.length);
	}
}
