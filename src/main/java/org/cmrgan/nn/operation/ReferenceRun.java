/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * An operation's place in a run of the reference: what goes in, where its parameters lie, and where errors and gradients go. All
 * arrays are the run's, but for those that are given to it.
 */
public interface ReferenceRun {
	/** The value of an operand, [images, ...]. */
	INDArray operand(int k);

	/** On the way back: what {@link Operation#forward} gave. */
	INDArray result();

	/** The parameter called so, in its own shape; a view. */
	INDArray parameter(String name);

	/** Where the gradient of the parameter called so goes; a view. */
	INDArray gradient(String name);

	/** Whether batches have statistics of their own and dropouts drop. */
	boolean isTraining();

	/** What dropouts draw from. */
	long seed();

	/** Parts of the batch that are the first one, moved a little. */
	int parts();

	/** Keeps something for the way back, and closes it after that. */
	void keep(AutoCloseable what);

	/** What was kept on the way forward. */
	<T> T kept(Class<T> type);

	/** Whether anything wants the error at an operand. */
	boolean wants(int k);

	/** Whether the gradients of the parameters are wanted. */
	boolean wantsParameters();

	/** Gives the error at an operand, which is the run's from then on. */
	void give(int k, INDArray error);
}
