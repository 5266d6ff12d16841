/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;

import ij.IJ;
import ij.Macro;
import ij.macro.Interpreter;
import ij.plugin.frame.Editor;
import net.imagej.patcher.LegacyInjector;

/**
 * Runs one macro in a real ImageJ 1.x without windows. The exit code is 0 if the macro reached its end and every
 * command succeeded, 1 if not (a macro that calls {@code exit} does not reach its end), and 2 if it could not be
 * started.
 * <p>
 * Arguments: the path of the macro, and the string that {@code getArgument()} returns in it. The JVM needs {@code
 * --add-opens=java.base/java.lang=ALL-UNNAMED -Djava.awt.headless=true}. Plugins are found in the suite's own jar or
 * class folder, and in {@code ij1.plugin.dirs} if it is set.
 */
public final class Headless {
	/** The macro could not be started. */
	static final int NOT_STARTED = 2;

	private static final List<String> CHATTY = List.of("org.slf4j.simpleLogger.log.org.nd4j",
			"org.slf4j.simpleLogger.log.org.deeplearning4j");
	private static final String PLUGINS = "ij1.plugin.dirs";

	private Headless() {}

	/** @param arguments macro path and macro argument */
	public static void main(final String[] arguments) {
		System.exit(run(arguments, System.err));
	}

	private static int run(final String[] arguments, final PrintStream errors) {
		if (arguments.length < 1 || arguments.length > 2) {
			errors.println("Give the path of a macro and, if the macro takes one, its argument as one string.");
			return NOT_STARTED;
		}
		final Path macro = Paths.get(arguments[0]).toAbsolutePath();
		if (!Files.isReadable(macro)) {
			errors.println("There is no macro " + macro + ": check the path.");
			return NOT_STARTED;
		}
		System.setProperty("java.awt.headless", "true");
		// Libraries log their versions at every start and hide the suite's messages; Backend Report shows the same
		// facts.
		for (final String name : CHATTY) setIfAbsent(name, "warn");
		// JavaCPP warns that its version differs from that of ND4J's natives, which is known and harmless.
		setIfAbsent("org.bytedeco.javacpp.logger", "slf4j");
		setIfAbsent("org.slf4j.simpleLogger.log.org.bytedeco.javacpp", "error");
		setIfAbsent(PLUGINS, ownPlace().toString());
		// This must happen before the first class of ImageJ is loaded, so the rest is in another class.
		LegacyInjector.preinit();
		return Batch.run(macro, arguments.length == 2 ? arguments[1] : "");
	}

	private static void setIfAbsent(final String property, final String value) {
		if (System.getProperty(property) == null) System.setProperty(property, value);
	}

	/** The folder that ImageJ reads plugins.config from: the class folder, or the folder of the jar. */
	private static Path ownPlace() {
		final Path place;
		try {
			place = Paths.get(Headless.class.getProtectionDomain().getCodeSource().getLocation().toURI());
		} catch (final java.net.URISyntaxException e) {
			throw new IllegalStateException(e);
		}
		return Files.isDirectory(place) ? place : place.getParent();
	}

	/** Code that may be loaded only after the patcher has run. */
	private static final class Batch {
		private static int run(final Path macro, final String argument) {
			final Interpreter interpreter = new Interpreter();
			try {
				// An error inside a command ends the macro without an exception; only the interpreter has it.
				interpreter.run(Editor.doInclude(Files.readString(macro)), argument);
				return interpreter.getErrorMessage() == null ? 0 : ExitCode.FAILED;
			} catch (final IOException e) {
				throw new UncheckedIOException(e);
			} catch (final RuntimeException e) {
				// ImageJ throws this to stop a macro: after an error that was already reported, and at exit.
				if (!Macro.MACRO_CANCELED.equals(e.getMessage())) IJ.handleException(e);
				return ExitCode.FAILED;
			}
		}
	}
}
