/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/** The mean of a window. */
public final class AveragePool extends Pooling {
	/** Its name in files. */
	public static final String KIND = "AVERAGE_POOL";

	AveragePool(final OperationRecord record) {
		super(record);
	}

	@Override
	String operation() {
		return "avgpool2d";
	}
}
