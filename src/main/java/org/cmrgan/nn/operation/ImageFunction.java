/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/**
 * An operation without parameters that is computed in Java, wherever oneDNN has no way of its own. It is given one image: every operand and the result are its numbers
 * as doubles in c-order. Immutable.
 */
public interface ImageFunction {
	/** What comes out. */
	double[] forward(double[]... in);

	/**
	 * The errors at the operands, from that at the output.
	 *
	 * @param wanted by operand
	 * @return by operand; of any content for those that are not wanted
	 */
	double[][] errors(boolean[] wanted, double[] error, double[]... in);
}
