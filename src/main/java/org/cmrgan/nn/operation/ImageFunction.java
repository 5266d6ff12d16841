/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/**
 * An operation without parameters that is computed in Java where oneDNN has no primitive for it. It takes one image:
 * the operands and the result are its numbers as doubles in c-order. Immutable.
 */
public interface ImageFunction {
	/**
	 * {@return the value}
	 *
	 * @param in one array per operand
	 */
	double[] forward(double[]... in);

	/**
	 * Computes the errors at the operands.
	 *
	 * @param wanted by operand
	 * @param error at the output
	 * @param in one array per operand
	 * @return by operand; undefined for those that are not wanted
	 */
	double[][] errors(boolean[] wanted, double[] error, double[]... in);
}
