/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds the real images that are not part of the project: next to it, or where the system property says. */
public final class SharedData {
	private static final String PROPERTY = "cmrgan.shared.data";

	private SharedData() {}

	/** A folder or file of the shared data; skips the test with a message if it is missing. */
	public static Path find(final String name) {
		final Path found = Stream.of(System.getProperty(PROPERTY, ""), "../shared/data", "../../shared/data")
				.filter(folder -> !folder.isEmpty()).map(folder -> Path.of(folder, name).toAbsolutePath().normalize())
				.filter(Files::exists).findFirst().orElse(Path.of(""));
		assumeTrue(!found.toString().isEmpty(),
				name + " is not in ../shared/data: set -D" + PROPERTY + "=folder to run this test");
		return found;
	}
}
