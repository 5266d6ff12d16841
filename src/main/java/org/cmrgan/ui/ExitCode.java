package org.cmrgan.ui;

import java.util.List;

/**
 * The exit code of a batch process. ImageJ ends with 0 whatever happened; a shutdown hook can still change that.
 * Only processes whose main class is one of ImageJ's launchers are touched: elsewhere the exit code is the caller's.
 */
final class ExitCode {
	/** Something failed. */
	static final int FAILED = 1;

	private static final List<String> LAUNCHERS = List.of("ij.ImageJ", "net.imagej.Main",
			"net.imagej.launcher.ClassLauncher",
			"org.scijava.launcher.ClassLauncher", "sc.fiji.Main", "fiji.Main", Headless.class.getName());

	private static final String HOOK = "org.cmrgan.exit";

	private ExitCode() {}

	/** Makes this process end with {@link #FAILED}, if it is a batch process. */
	static void failed() {
		if (Funnel.hasWindows() || !startedBy(System.getProperty("sun.java.command", ""))) return;
		if (Boolean.getBoolean(HOOK)) return;
		System.setProperty(HOOK, "true");
		Runtime.getRuntime().addShutdownHook(new Thread(() -> Runtime.getRuntime().halt(FAILED), "exit code"));
	}

	private static boolean startedBy(final String commandLine) {
		return LAUNCHERS.stream().anyMatch(main -> commandLine.equals(main) || commandLine.startsWith(main + " "));
	}
}
