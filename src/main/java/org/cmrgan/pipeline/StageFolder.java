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

/** The folder of a stage, and the folder next to it with the earlier content of a stage that is recomputed. */
final class StageFolder {
	private static final String ASIDE = ".before";

	private StageFolder() {}

	/** Deletes the earlier content after a stage was recomputed. */
	static void dropAside(final Path folder) {
		if (Files.exists(aside(folder))) discard(aside(folder));
	}

	/** The place for the earlier content of a folder. */
	static Path aside(final Path folder) {
		return folder.resolveSibling(folder.getFileName() + ASIDE);
	}

	/** Deletes the folder of a stage that must be recomputed. */
	static void discard(final Path folder) {
		try (Stream<Path> all = Files.walk(folder)) {
			for (final Path file : all.sorted(Comparator.reverseOrder()).collect(Collectors.toList()))
				Files.delete(file);
		} catch (final IOException e) {
			throw new UserError("Cannot delete " + folder + " (" + e.getMessage() + "): check its permissions.", e);
		}
	}
}
