/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

/** A linear operation whose weights slide over maps as a window. */
public abstract class WindowedOperation extends LinearOperation {
	private final Window window;

	WindowedOperation(final OperationRecord record) {
		super(record);
		window = new Window(record);
	}

	/** {@return what slides} */
	public final Window window() {
		return window;
	}
}
