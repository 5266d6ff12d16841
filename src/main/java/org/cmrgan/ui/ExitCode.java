/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.List;
import java.util.Properties;

/**
 * The exit code of a batch process. ImageJ always ends with 0; a shutdown hook can still change that. Only processes
 * whose main class is one of ImageJ's launchers are changed: elsewhere, the exit code belongs to the caller.
 */
final class ExitCode {
	/** A command failed. */
	static final int FAILED = 1;

	private static final List<String> LAUNCHERS = List.of("ij.ImageJ", "net.imagej.Main",
			"net.imagej.launcher.ClassLauncher", "org.scijava.launcher.ClassLauncher", "sc.fiji.Main", "fiji.Main",
			Headless.class.getName());

	/** Set only by java's own launcher. Fiji's launchers create the JVM themselves, and say where they are. */
	private static final String COMMAND_LINE = "sun.java.command";
	private static final String FIJI = "ij.executable";

	private static final String HOOK = "org.cmrgan.exit";

	private ExitCode() {}

	/** Makes this process end with {@link #FAILED}, if it is a batch process. */
	static void failed() {
		if (Windows.canShow() || !isBatch(System.getProperties())) return;
		if (Boolean.getBoolean(HOOK)) return;
		System.setProperty(HOOK, "true");
		try {
			Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(FAILED), "exit code"));
		} catch (final IllegalStateException e) {
			// The process is ending already, with another code.
		}
	}

	/** True if the process was started as an ImageJ, so that the suite may set its exit code. */
	static boolean isBatch(final Properties system) {
		final String commandLine = system.getProperty(COMMAND_LINE);
		return commandLine == null
				? system.containsKey(FIJI)
				: LAUNCHERS.stream().anyMatch(main -> commandLine.equals(main) || commandLine.startsWith(main + " "));
	}
}
