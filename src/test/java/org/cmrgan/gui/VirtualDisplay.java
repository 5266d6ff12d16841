/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** An X server without a screen, with a window manager where one is installed, and programs that are run on it. */
final class VirtualDisplay implements AutoCloseable {
	private static final int MINUTES = 20;

	private static final List<String> WINDOW_MANAGERS = List.of("openbox", "icewm", "jwm", "xfwm4", "marco");

	private final Process server;
	private final String name;
	private final Optional<Process> manager;

	private VirtualDisplay(final Process server, final String name) throws IOException {
		this.server = server;
		this.name = name;
		final Optional<String> installed = WINDOW_MANAGERS.stream().filter(VirtualDisplay::isInstalled).findFirst();
		manager = installed.isPresent() ? Optional.of(start(installed.get())) : Optional.empty();
	}

	/** Windows get frames, focus and places as on a desktop. */
	private Process start(final String windowManager) throws IOException {
		final ProcessBuilder builder = new ProcessBuilder(windowManager).redirectError(ProcessBuilder.Redirect.DISCARD)
				.redirectOutput(ProcessBuilder.Redirect.DISCARD);
		builder.environment().put("DISPLAY", name);
		return builder.start();
	}

	/** True where Xvfb is installed. */
	static boolean isAvailable() {
		return isInstalled("Xvfb");
	}

	private static boolean isInstalled(final String program) {
		for (final String folder : System.getenv("PATH").split(java.io.File.pathSeparator))
			if (Files.isExecutable(Paths.get(folder, program))) return true;
		return false;
	}

	static VirtualDisplay start() throws IOException {
		// A key that is pressed once counts once, however late a busy machine releases it: -r ends the repetition.
		final Process server = new ProcessBuilder("Xvfb", "-displayfd", "1", "-r", "-screen", "0", "1400x1000x24",
				"-nolisten", "tcp").redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final String number = new BufferedReader(
				new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII)).readLine();
		if (number == null) throw new IOException("Xvfb did not start");
		return new VirtualDisplay(server, ":" + number.trim());
	}

	/**
	 * Runs a class's main in a process of its own.
	 *
	 * @param folder working directory
	 * @return exit code and all that was printed
	 */
	String run(final Path folder, final Class<?> main, final String... arguments) throws Exception {
		final List<String> command = new ArrayList<>(
				List.of(Paths.get(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx2g",
						"-Dplugins.dir=" + menus(folder),
						// The default look of Swing needs nothing of a desktop.
						"-Dswing.defaultlaf=javax.swing.plaf.metal.MetalLookAndFeel", "-Duser.home=" + folder,
						"-Djava.util.prefs.userRoot=" + folder, "-classpath", System.getProperty("java.class.path"),
						main.getName()));
		command.addAll(List.of(arguments));
		final ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
		builder.environment().put("DISPLAY", name);
		final Path log = Files.createTempFile("gui", ".log");
		final Process process = builder.redirectOutput(log.toFile()).start();
		if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
			process.destroyForcibly().waitFor();
			throw new AssertionError("still running after " + MINUTES + " minutes: " + Files.readString(log));
		}
		final String printed = Files.readString(log);
		Files.delete(log);
		if (process.exitValue() != 0) throw new AssertionError("exit code " + process.exitValue() + "\n" + printed);
		return printed;
	}

	/** A folder of ImageJ whose one plugin jar holds nothing but the menus; the classes are those of the tests. */
	private static Path menus(final Path folder) throws IOException {
		final Path plugins = Files.createDirectories(folder.resolve("imagej").resolve("plugins"));
		final Path jar = plugins.resolve("CMR_GAN.jar");
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
			out.putNextEntry(new ZipEntry("plugins.config"));
			Files.copy(Paths.get("target/classes/plugins.config"), out);
			out.closeEntry();
		}
		return plugins.getParent();
	}

	@Override
	public void close() {
		manager.ifPresent(Process::destroy);
		server.destroy();
	}
}
