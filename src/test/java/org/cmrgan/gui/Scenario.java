/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

/** A scenario that a user plays in a separate process, which ends with 0 on success. */
interface Scenario {
	void play() throws Exception;

	/** Plays it and ends the process. */
	static void run(final Scenario scenario) {
		try {
			scenario.play();
			System.exit(0);
		} catch (final Throwable e) {
			e.printStackTrace();
			System.exit(1);
		}
	}

	static void require(final boolean condition, final String otherwise) {
		if (!condition) throw new AssertionError(otherwise);
	}
}
