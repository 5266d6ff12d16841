/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import org.cmrgan.run.RunContext;

/** Trains and tests the classifier of one cell; safe to call from as many threads at once as it says. */
interface CellRunner {
	/** @param context asked for cancel and told of epochs; nothing else */
	CellResult run(Cell cell, CellImages images, RunContext context);

	/**
	 * Gets ready what is slow to load.
	 *
	 * @throws org.cmrgan.run.CancelledException after a cancel
	 */
	default void prepare(final RunContext context) {}

	/** What its results depend on besides the configuration, the seeds and the images. */
	default String identity() {
		return "";
	}

	/** How many cells to run side by side on this machine. */
	default int sideBySide() {
		return 1;
	}
}
