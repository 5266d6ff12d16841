/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a zip file. Equal contents always give equal bytes. */
public final class StableZip implements Closeable {
	/** One month after the earliest time of the format; Java writes a time zone for an earlier one. */
	private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

	/** Writes the content of an entry. */
	public interface Content {
		/**
		 * Writes the content.
		 *
		 * @param out receives the bytes; not closed
		 * @throws IOException if writing fails
		 */
		void to(OutputStream out) throws IOException;
	}

	private final ZipOutputStream zip;

	/**
	 * Creates the file, or replaces it.
	 *
	 * @param file the zip file
	 * @throws IOException if it cannot be created
	 */
	public StableZip(final Path file) throws IOException {
		zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file), 1 << 16));
	}

	/**
	 * Adds an entry.
	 *
	 * @param name path within the zip, with slashes
	 * @param content writes the entry
	 * @return this
	 * @throws IOException if writing fails
	 */
	public StableZip add(final String name, final Content content) throws IOException {
		final ZipEntry entry = new ZipEntry(name);
		entry.setTimeLocal(TIME);
		zip.putNextEntry(entry);
		final OutputStream open = new FilterOutputStream(zip) {
			@Override
			public void write(final byte[] bytes, final int from, final int count) throws IOException {
				out.write(bytes, from, count);
			}

			@Override
			public void close() throws IOException {
				// Closing the entry must not close the zip.
				flush();
			}
		};
		content.to(open);
		open.flush();
		zip.closeEntry();
		return this;
	}

	@Override
	public void close() throws IOException {
		zip.close();
	}
}
