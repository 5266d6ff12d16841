/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import ij.IJ;
import ij.Macro;

/**
 * ImageJ 1.x without Fiji, with the suite and its libraries in the plugins folder only: ImageJ's own plugin class loader
 * finds the commands, SciJava and ND4J's back end, though the thread carries the loader of the class path.
 */
@Tag("slow")
class PluginFolderTest {
	@TempDir
	Path folder;

	/** The jars on the class path besides ImageJ. */
	public static final class PlainImageJ {
		private PlainImageJ() {}

		/** @param args pairs of a command's class and its macro options */
		public static void main(final String[] args) {
			final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
			out.println("loader " + IJ.getClassLoader().getClass().getName());
			out.println("suite on the class path " + isOnClassPath("org.cmrgan.nn.Backend"));
			out.println("ND4J on the class path " + isOnClassPath("org.nd4j.linalg.factory.Nd4j"));
			// A macro's options belong to threads of this name.
			Thread.currentThread().setName("Run$_" + PlainImageJ.class.getSimpleName());
			for (int i = 0; i < args.length; i += 2) {
				Thread.currentThread().setContextClassLoader(ClassLoader.getSystemClassLoader());
				Macro.setOptions(args[i + 1]);
				IJ.runPlugIn("org.cmrgan.ui.ImageJ1Bridge", "org.cmrgan.command." + args[i]);
			}
			System.exit(0);
		}

		private static boolean isOnClassPath(final String name) {
			try {
				Class.forName(name, false, ClassLoader.getSystemClassLoader());
				return true;
			} catch (final ClassNotFoundException e) {
				return false;
			}
		}
	}

	@BeforeEach
	void install() throws IOException {
		final Path jars = Files.createDirectories(folder.resolve("plugins/CMR_GAN"));
		for (final Path entry : classPath()) {
			if (entry.toString().endsWith(".jar") && !isImageJ(entry))
				Files.copy(entry, jars.resolve(entry.getFileName()));
			if (entry.endsWith("classes")) jar(entry, jars.resolve("CMR_GAN.jar"));
		}
	}

	@Test
	void aTrainingRunsFromThePluginsFolder() throws Exception {
		final String printed = run("MakePhantomCommand", "output=" + path("scans") + " subjects=24 slices=1 seed=1",
				"PreprocessCommand", "input=" + path("scans") + " study=" + path("study") + " folds=2 seed=1",
				"TrainEGanCommand", "study=" + path("study") + " preset=quick generations=2 seed=1");
		assertFalse(printed.contains("Exception"), printed);
		assertTrue(printed.contains("loader ij.io.PluginClassLoader"), printed);
		assertTrue(printed.contains("suite on the class path false"), printed);
		assertTrue(printed.contains("ND4J on the class path false"), printed);
		try (Stream<Path> models = Files.walk(folder.resolve("study"))) {
			assertEquals(2, models.filter(file -> file.endsWith("model.zip")).count(), printed);
		}
		final String record = Files.readString(Files.walk(folder.resolve("study"))
				.filter(file -> file.endsWith("run.json") && file.toString().contains("egan")).findFirst()
				.orElseThrow());
		assertTrue(record.contains("CpuBackend"), record);
	}

	private String run(final String... commands) throws IOException, InterruptedException {
		final List<String> command = Stream.concat(
				Stream.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
						"-Djava.awt.headless=true", "-Xmx1g", "-Dplugins.dir=" + folder, "-classpath",
						classPath().stream().filter(e -> isImageJ(e) || e.endsWith("test-classes")).map(Path::toString)
								.collect(Collectors.joining(File.pathSeparator)),
						PlainImageJ.class.getName()),
				Arrays.stream(commands)).collect(Collectors.toList());
		final Path log = folder.resolve("log");
		final int exit = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start()
				.waitFor();
		final String printed = new String(Files.readAllBytes(log), StandardCharsets.UTF_8);
		assertEquals(0, exit, printed);
		return printed;
	}

	private String path(final String name) {
		return folder.resolve(name).toString();
	}

	private static List<Path> classPath() {
		return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of)
				.collect(Collectors.toList());
	}

	private static boolean isImageJ(final Path entry) {
		return entry.getFileName().toString().matches("ij-\\d.*\\.jar");
	}

	private static void jar(final Path classes, final Path to) throws IOException {
		try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(to));
				Stream<Path> all = Files.walk(classes)) {
			for (final Path file : all.filter(Files::isRegularFile).sorted().collect(Collectors.toList())) {
				out.putNextEntry(new JarEntry(classes.relativize(file).toString().replace(File.separatorChar, '/')));
				Files.copy(file, out);
				out.closeEntry();
			}
		}
	}
}
