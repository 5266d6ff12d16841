/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.cmrgan.ui.Headless;

/** Runs macros in a separate process: a real ImageJ 1.x without windows, as on a server. */
public final class RealImageJ {
	private static final int MINUTES = 15;

	private final List<Path> plugins = new ArrayList<>();
	private final Path folder;

	/** @param folder working directory of the process, and where macros given as text are written */
	public RealImageJ(final Path folder) {
		this.folder = folder;
		plugins.add(Paths.get("target/classes").toAbsolutePath());
	}

	/** Adds a folder with its own plugins.config. */
	public RealImageJ withPlugins(final Path more) {
		plugins.add(more);
		return this;
	}

	/** The output of a process (both streams) and its exit code. */
	public static final class Result {
		public final int exit;
		public final String printed;

		private Result(final int exit, final String printed) {
			this.exit = exit;
			this.printed = printed;
		}

		@Override
		public String toString() {
			return "exit code " + exit + "\n" + printed;
		}
	}

	/** Runs a macro given as text through the suite's launcher. */
	public Result run(final String text, final String argument) {
		return run(written(text), argument);
	}

	/** Runs a macro file through the suite's launcher. */
	public Result run(final Path macro, final String argument) {
		return launch(List.of(), Headless.class.getName(), macro.toAbsolutePath().toString(), argument);
	}

	/** Runs a macro given as text through ImageJ's own main. */
	public Result runByImageJ(final String text, final String argument) {
		return launch(List.of("-javaagent:" + jar("ij1-patcher") + "=init"), "ij.ImageJ", "-ijpath", folder.toString(),
				"-batch", written(text).toString(), argument);
	}

	private Path written(final String text) {
		try {
			return Files.writeString(folder.resolve("trial.ijm"), text);
		} catch (final IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}

	/** Runs a macro given as text, and sends SIGTERM once the process has printed something. */
	public Result runUntil(final String printed, final String text) {
		final Path macro = written(text).toAbsolutePath();
		return wait(command(List.of(), Headless.class.getName(), macro.toString(), ""), (process, log) -> {
			while (process.isAlive() && !Files.readString(log).contains(printed)) Thread.sleep(20);
			process.destroy();
		});
	}

	private interface Meanwhile {
		void with(Process process, Path log) throws IOException, InterruptedException;
	}

	private Result launch(final List<String> options, final String main, final String... arguments) {
		return wait(command(options, main, arguments), (process, log) -> {});
	}

	private List<String> command(final List<String> options, final String main, final String... arguments) {
		final List<String> command = new ArrayList<>(
				List.of(Paths.get(System.getProperty("java.home"), "bin", "java").toString(),
						"--add-opens=java.base/java.lang=ALL-UNNAMED", "-Djava.awt.headless=true", "-Xmx2g",
						"-XX:TieredStopAtLevel=1"));
		final List<String> places = new ArrayList<>();
		for (final Path place : plugins) places.add(place.toString());
		command.add("-Dij1.plugin.dirs=" + String.join(java.io.File.pathSeparator, places));
		command.addAll(options);
		command.addAll(List.of("-classpath", System.getProperty("java.class.path"), main));
		command.addAll(List.of(arguments));
		return command;
	}

	private Result wait(final List<String> command, final Meanwhile meanwhile) {
		try {
			final Path log = Files.createTempFile("imagej", ".log");
			final Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
					.redirectOutput(log.toFile()).start();
			meanwhile.with(process, log);
			if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
				process.destroyForcibly().waitFor();
				throw new AssertionError(
						"still running after " + MINUTES + " minutes: " + new String(Files.readAllBytes(log)));
			}
			final String printed = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
			Files.delete(log);
			return new Result(process.exitValue(), printed);
		} catch (final IOException | InterruptedException e) {
			throw new AssertionError(e);
		}
	}

	private static String jar(final String name) {
		for (final String entry : System.getProperty("java.class.path").split(java.io.File.pathSeparator))
			if (Paths.get(entry).getFileName().toString().startsWith(name)) return entry;
		throw new AssertionError("no " + name + " on the class path");
	}
}
