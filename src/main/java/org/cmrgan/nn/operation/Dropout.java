/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Dropout: in training, multiplies each number by 0 or by 1 / (1 - share), see {@link DropoutMask}. Does nothing in
 * inference.
 */
public final class Dropout extends Operation {
	/** Its name in files. */
	public static final String KIND = "DROPOUT";

	/** @throws IllegalArgumentException if the share is not from 0 to below 1 */
	Dropout(final OperationRecord record) {
		super(record, 1);
		if (!(share() >= 0 && share() < 1)) throw new IllegalArgumentException(name() + " drops a share of " + share());
	}

	/** The probability to drop a number. */
	double share() {
		return record().value();
	}

	/**
	 * {@return the mask of a training step}
	 *
	 * @param seed of the step
	 */
	public DropoutMask mask(final long seed) {
		return new DropoutMask(name(), share(), seed);
	}

	@Override
	public boolean worksInParts() {
		return false;
	}

	@Override
	public INDArray forward(final ReferenceRun run, final INDArray y) {
		return run.isTraining() ? masked(run, run.operand(0), y) : y.assign(run.operand(0));
	}

	@Override
	public void backward(final ReferenceRun run, final INDArray error) {
		run.give(0, masked(run, error, run.operand(0).ulike()));
	}

	private INDArray masked(final ReferenceRun run, final INDArray from, final INDArray to) {
		final DropoutMask mask = mask(run.seed());
		final int images = (int) from.size(0);
		final double[] all = Nd4jCalls.numbers(from);
		for (int i = 0; i < images; i++) Nd4jCalls.join(mask.of(i, Nd4jCalls.part(all, i, images)), all, i);
		return Nd4jCalls.put(all, to);
	}
}
