/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Properties;

import org.junit.jupiter.api.Test;

class ExitCodeTest {
	@Test
	void itIsSetInProcessesOfImageJ() {
		assertTrue(ExitCode.isBatch(system("sun.java.command", "ij.ImageJ -batch macro.ijm")));
		assertTrue(ExitCode.isBatch(system("sun.java.command", "org.cmrgan.ui.Headless")));
		assertTrue(ExitCode.isBatch(system("sun.java.command", "org.scijava.launcher.ClassLauncher net.imagej.Main")));
	}

	@Test
	void itIsSetWhereFijisLauncherMadeTheMachine() {
		assertTrue(ExitCode.isBatch(system("ij.executable", "/opt/Fiji/fiji-linux-x64")));
	}

	@Test
	void itIsLeftToOtherPrograms() {
		assertFalse(ExitCode.isBatch(system("sun.java.command", "com.example.Main")));
		assertFalse(ExitCode.isBatch(system("sun.java.command", "ij.ImageJother")));
		assertFalse(ExitCode.isBatch(new Properties()));
	}

	private static Properties system(final String key, final String value) {
		final Properties out = new Properties();
		out.setProperty(key, value);
		return out;
	}
}
