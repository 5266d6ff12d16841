/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.concurrent.TimeUnit;

/** A headless ImageJ2 with the suite. It runs scripts as {@code fiji --headless --run} does. */
final class HeadlessFiji {
	private final Path folder;
	private final Path printed;

	/** @param folder the working directory of the scripts */
	HeadlessFiji(final Path folder) {
		this.folder = folder;
		printed = folder.resolve("printed.log");
	}

	/**
	 * Runs a script.
	 *
	 * @param values the script's parameters as on the command line: {@code name="text", other=1}
	 * @return the exit code
	 */
	int run(final Path script, final String values) {
		try {
			final Process process = new ProcessBuilder(
					Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
					"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Djava.awt.headless=true", "-Xmx2g",
					"-Dpython.cachedir.skip=true", "-classpath", System.getProperty("java.class.path"),
					"net.imagej.Main", "--headless", "--run", script.toString(), values).directory(folder.toFile())
					.redirectErrorStream(true).redirectOutput(printed.toFile()).start();
			try {
				if (!process.waitFor(30, TimeUnit.MINUTES)) throw new AssertionError("still running\n" + printed());
				return process.exitValue();
			} finally {
				process.destroyForcibly();
			}
		} catch (final InterruptedException | IOException e) {
			throw new AssertionError(e);
		}
	}

	/** The output of the last script, and the log. */
	String printed() {
		try {
			return Files.readString(printed);
		} catch (final IOException e) {
			throw new UncheckedIOException(e);
		}
	}
}
