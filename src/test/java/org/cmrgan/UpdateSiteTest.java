/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code .ci/update-site} arranges the zips of all platforms as one update site. */
class UpdateSiteTest {
	private static final List<Path> NEEDED = List.of(Path.of("/bin/sh"), Path.of("/usr/bin/unzip"),
			Path.of("/usr/bin/sha256sum"));

	@TempDir
	Path folder;

	private Path zip(final String name, final String... files) throws IOException {
		final Path out = folder.resolve(name);
		try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(out))) {
			for (final String file : files) {
				zip.putNextEntry(new ZipEntry(file));
				zip.write(file.getBytes());
			}
		}
		return out;
	}

	private int layOut(final Path site, final Path... zips) throws Exception {
		final List<String> command = new ArrayList<>(
				List.of("/bin/sh", Path.of(".ci/update-site").toAbsolutePath().toString(), site.toString()));
		for (final Path zip : zips) command.add(zip.toString());
		final Process process = new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
				.redirectOutput(folder.resolve("log").toFile()).start();
		return process.waitFor();
	}

	@Test
	void onePlaceForEveryPlatformAndNothingOfFijis() throws Exception {
		assumeTrue(NEEDED.stream().allMatch(Files::isExecutable), "a shell, unzip or sha256sum is not installed");
		final Path linux = zip("linux.zip", "plugins/CMR_GAN-0.1.0.jar", "jars/linux64/nd4j-linux.jar",
				"cmr-gan/if-missing/commons-io-2.19.0.jar");
		final Path windows = zip("windows.zip", "plugins/CMR_GAN-0.1.0.jar", "jars/win64/nd4j-windows.jar");
		final Path site = folder.resolve("site");
		assertEquals(0, layOut(site, linux, windows));
		assertTrue(Files.exists(site.resolve("jars/linux64/nd4j-linux.jar")));
		assertTrue(Files.exists(site.resolve("jars/win64/nd4j-windows.jar")));
		assertTrue(Files.notExists(site.resolve("cmr-gan/if-missing")));
		assertEquals(3, Files.readAllLines(folder.resolve("site.sha256")).size());
		assertEquals(1, layOut(site, linux), "the folder is there already");
		assertEquals(1,
				layOut(folder.resolve("b"), zip("b.zip", "plugins/CMR_GAN-0.1.0.jar", "jars/guava-33.4.8.jar")));
		assertEquals(1, layOut(folder.resolve("c"), linux, zip("c.zip", "plugins/CMR_GAN-0.2.0.jar")));
	}
}
