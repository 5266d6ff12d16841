/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Native libraries that cannot be unpacked or loaded, in a separate process, because a failure is permanent. */
class NativeFolderTest {
	@TempDir
	Path folder;

	/** Prints the sentence, or that all is well. */
	static final class Start {
		public static void main(final String[] args) {
			try {
				Backend.prepare();
				System.out.println("ERROR none");
			} catch (final UserError e) {
				System.out.println("ERROR " + e.getMessage());
			}
			System.exit(0);
		}
	}

	@Test
	void aFolderThatCannotBeMadeIsNamed() throws IOException {
		final Path file = Files.createFile(folder.resolve("file"));
		final String message = start(file.resolve("cache"));
		assertTrue(message.startsWith("The native libraries cannot be loaded from " + file.resolve("cache") + " ("),
				message);
		assertTrue(
				message.contains(
						"start Java with -Dorg.bytedeco.javacpp.cachedir=FOLDER, a writable folder with 500 MB"),
				message);
	}

	@Test
	void aLibraryThatDoesNotLoadIsOneSentenceToo() throws IOException {
		// Unpacked files are not inspected; a file instead of a library stands for a disk from which programs may not
		// run.
		for (final String jar : new String[] { "nd4j-native-1.0.0-M2.1-linux-x86_64-onednn-avx2.jar",
				"javacpp-1.5.10-linux-x86_64.jar", "openblas-0.3.19-1.5.7-linux-x86_64.jar" })
			Files.createFile(folder.resolve(jar));
		final String message = start(folder);
		assertTrue(message.startsWith("The native libraries cannot be loaded from " + folder + " ("), message);
		assertEquals(-1, message.indexOf('\n'));
	}

	private static String start(final Path cache) throws IOException {
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-Dorg.bytedeco.javacpp.cachedir=" + cache, "-cp",
				System.getProperty("java.class.path"), Start.class.getName())
				.redirectError(ProcessBuilder.Redirect.DISCARD).start();
		final String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		return out.substring(out.indexOf("ERROR ") + "ERROR ".length()).strip();
	}
}
