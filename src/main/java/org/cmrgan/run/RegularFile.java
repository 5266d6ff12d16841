/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Refuses to read anything but a regular file: reading a pipe or a device may never end. */
public final class RegularFile {
	private RegularFile() {}

	/**
	 * {@return the same path, if it is a regular file}
	 *
	 * @param file the path to check
	 * @throws IOException if there is no such file, or if it is not a regular file
	 */
	public static Path of(final Path file) throws IOException {
		if (Files.isRegularFile(file)) return file;
		if (Files.exists(file)) throw new IOException("it is not a regular file");
		throw new NoSuchFileException(file.toString(), null, "it does not exist");
	}
}
