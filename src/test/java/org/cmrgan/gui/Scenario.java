/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

/** Something that a user does in a process of its own, which ends with 0 if all went as it should. */
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
