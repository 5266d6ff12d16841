/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

/** Thrown by {@link RunContext#checkCancelled()} after the user asked to stop. What was finished before is kept. */
public final class CancelledException extends RuntimeException {
	private static final long serialVersionUID = 1L;

	/** Creates the exception with the message "Cancelled". */
	public CancelledException() {
		super("Cancelled");
	}
}
