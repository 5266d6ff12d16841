/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/** The maximum of a window. */
public final class MaxPool extends Pooling {
	/** Its name in files. */
	public static final String KIND = "MAX_POOL";

	MaxPool(final OperationRecord record) {
		super(record);
	}

	@Override
	public boolean worksInParts() {
		return false;
	}

	@Override
	String operation() {
		return "maxpool2d";
	}
}
