/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Keeps from reading what is no file: a pipe or device may never end, and some never begin. */
public final class RegularFile {
	private RegularFile() {}

	/**
	 * The file itself.
	 *
	 * @throws IOException if it is something else, or not there
	 */
	public static Path of(final Path file) throws IOException {
		if (Files.isRegularFile(file)) return file;
		if (Files.exists(file)) throw new IOException("it is not a regular file");
		throw new NoSuchFileException(file.toString(), null, "it does not exist");
	}
}
