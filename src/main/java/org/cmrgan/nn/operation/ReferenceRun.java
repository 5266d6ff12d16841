/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A run of the reference from the view of one operation: its operands and parameters, and the places of errors and
 * gradients. The run owns all arrays, except those that are passed to it.
 */
public interface ReferenceRun {
	/**
	 * {@return the value of an operand, [images, ...]}
	 *
	 * @param k which operand, from 0
	 */
	INDArray operand(int k);

	/** {@return the value of {@link Operation#forward}, in the backward pass} */
	INDArray result();

	/**
	 * {@return a parameter in its own shape; a view}
	 *
	 * @param name last part of the parameter's name, such as "W"
	 */
	INDArray parameter(String name);

	/**
	 * {@return the gradient of a parameter, to be written; a view}
	 *
	 * @param name last part of the parameter's name, such as "W"
	 */
	INDArray gradient(String name);

	/** {@return true in training mode, with statistics of the batch and dropout} */
	boolean isTraining();

	/** {@return the seed of dropouts} */
	long seed();

	/** {@return the number of parts of the batch; the later ones are small displacements of the first} */
	int parts();

	/**
	 * Keeps something for the backward pass and closes it afterwards.
	 *
	 * @param what to keep
	 */
	void keep(AutoCloseable what);

	/**
	 * {@return what the forward pass kept}
	 *
	 * @param <T> its type
	 * @param type its type
	 */
	<T> T kept(Class<T> type);

	/**
	 * {@return true if the error at an operand is wanted}
	 *
	 * @param k which operand, from 0
	 */
	boolean wants(int k);

	/** {@return true if the gradients of the parameters are wanted} */
	boolean wantsParameters();

	/**
	 * Passes on the error at an operand. The run takes ownership of it.
	 *
	 * @param k which operand, from 0
	 * @param error shaped like the operand
	 */
	void give(int k, INDArray error);
}
