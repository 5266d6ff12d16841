/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

import org.cmrgan.run.UserError;

/**
 * The folder into which JavaCPP unpacks the native libraries at the first start, and the advice for users if that
 * fails: the folder is full, read-only, or on a disk from which programs may not run.
 */
final class NativeFolder {
	/** Property that moves it. */
	static final String PROPERTY = "org.bytedeco.javacpp.cachedir";
	/** Space that all libraries need. */
	private static final int MEGABYTES = 500;
	private static final String PRESENT = "nd4j-native-";

	private NativeFolder() {}

	static Path path() {
		final String given = System.getProperty(PROPERTY, "");
		return given.isEmpty() ? Path.of(System.getProperty("user.home"), ".javacpp", "cache") : Path.of(given);
	}

	/**
	 * Called before anything is loaded, because a library that failed to load cannot be loaded again in the same
	 * process.
	 *
	 * @throws UserError if the libraries are not there yet and there is no room for them
	 */
	static void check() {
		final Path folder = path();
		try {
			if (isFilled(folder)) return;
			Files.createDirectories(folder);
			if (!Files.isWritable(folder)) throw new IOException("it is not writable");
			final long free = Files.getFileStore(folder).getUsableSpace() >> 20;
			if (free < MEGABYTES) throw new IOException("only " + free + " MB are free");
		} catch (final IOException e) {
			throw error(e);
		}
	}

	private static boolean isFilled(final Path folder) throws IOException {
		if (!Files.isDirectory(folder)) return false;
		try (Stream<Path> inside = Files.list(folder)) {
			return inside.anyMatch(p -> p.getFileName().toString().startsWith(PRESENT));
		}
	}

	/** The advice for any error that keeps the libraries from loading. */
	static UserError error(final Throwable why) {
		Throwable root = why;
		while (root.getCause() != null && root.getCause() != root) root = root.getCause();
		return new UserError(String.format(Locale.ROOT,
				"The native libraries cannot be loaded from %1$s (%2$s): start Java with -D%4$s=FOLDER, a writable folder with %3$d MB free from which programs may run.",
				path(), String.valueOf(root.getMessage() == null ? root : root.getMessage()).split("\n")[0], MEGABYTES,
				PROPERTY), why);
	}
}
