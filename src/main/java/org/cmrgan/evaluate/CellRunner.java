/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import org.cmrgan.run.RunContext;

/** Trains and tests the classifier of one cell. Several threads may call it at once, as many as it allows. */
interface CellRunner {
	/** @param context receives the epochs and is checked for a cancel */
	CellResult run(Cell cell, CellImages images, RunContext context);

	/**
	 * Prepares what is slow to load.
	 *
	 * @throws org.cmrgan.run.CancelledException after a cancel
	 */
	default void prepare(final RunContext context) {}

	/** Everything besides configuration, seeds and images that affects the results. */
	default String identity() {
		return "";
	}

	/** The number of cells to run in parallel on this machine. */
	default int sideBySide() {
		return 1;
	}
}
