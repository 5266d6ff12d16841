/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/**
 * A leaky ReLU whose branch is that of the first part of a batch, for all parts: the factor is 1 where the number in
 * the first part is above 0, otherwise the slope. The same rule applies to an error.
 */
final class Gate {
	private final int parts;
	private final float slope;

	/** @param parts of equal length that follow each other in a batch */
	Gate(final int parts, final double slope) {
		this.parts = parts;
		this.slope = (float) slope;
	}

	/**
	 * @param values of all parts, or their errors, in c-order; overwritten
	 * @param deciding numbers whose sign decides
	 */
	double[] apply(final double[] values, final double... deciding) {
		final int part = values.length / parts;
		for (int k = 0; k < values.length; k++) if (!(deciding[k % part] > 0)) values[k] *= slope;
		return values;
	}
}
