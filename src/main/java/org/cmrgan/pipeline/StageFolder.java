/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.run.UserError;

/** The folder of a stage, and the one beside it that keeps what it held before it was made again. */
final class StageFolder {
	private static final String ASIDE = ".before";

	private StageFolder() {}

	/** Deletes what was kept aside of a stage that has been made again. */
	static void dropAside(final Path folder) {
		if (Files.exists(aside(folder))) discard(aside(folder));
	}

	/** Where what a folder holds is kept. */
	static Path aside(final Path folder) {
		return folder.resolveSibling(folder.getFileName() + ASIDE);
	}

	/** Deletes the folder of a stage that has to be made again. */
	static void discard(final Path folder) {
		try (Stream<Path> all = Files.walk(folder)) {
			for (final Path file : all.sorted(Comparator.reverseOrder()).collect(Collectors.toList()))
				Files.delete(file);
		} catch (final IOException e) {
			throw new UserError("Cannot delete " + folder + " (" + e.getMessage() + "): check its permissions.", e);
		}
	}
}
