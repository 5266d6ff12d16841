/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.UserError;

/**
 * Writes MetaImage files that ITK reads: .mha, which contains the voxels, and .mhd, with the voxels in files beside it.
 * Each file appears complete or not at all, and the header last. Blocks until all is written. Compression uses all
 * cores.
 */
public final class MetaImageWriter {
	private final MetaImage image;
	private final WriteOptions options;
	private final Voxels voxels;

	private MetaImageWriter(final MetaImage image, final WriteOptions options) {
		this.image = image;
		this.options = options;
		voxels = Voxels.of(image, options);
	}

	/**
	 * Writes an image, binary and little-endian.
	 *
	 * @param image the image to write
	 * @param file its extension decides: .mha, or .mhd with a .raw or .zraw of the same name beside it
	 * @param compress true for a zlib stream
	 * @throws UserError if the extension is another one, or if the folder cannot be written to
	 */
	public static void write(final MetaImage image, final Path file, final boolean compress) {
		write(image, file, compress ? WriteOptions.compressed() : WriteOptions.plain());
	}

	/**
	 * Writes an image in a given encoding.
	 *
	 * @param image the image to write
	 * @param file its extension decides: .mha, or .mhd with data files whose names begin like its own
	 * @param options encoding, byte order and number of data files
	 * @throws UserError if the extension is another one or does not fit the options, or if the folder cannot be written
	 *   to
	 */
	public static void write(final MetaImage image, final Path file, final WriteOptions options) {
		final String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
		final MetaImageWriter writer = new MetaImageWriter(image, options);
		if (name.endsWith(".mha")) writer.local(file);
		else if (name.endsWith(".mhd")) writer.external(file);
		else
			throw UserError.of("%s is not a MetaImage name: end it in .mha, or in .mhd for a separate data file.",
					file);
	}

	private void local(final Path file) {
		if (options.files() != WriteOptions.Files.ONE)
			throw UserError.of("%s cannot hold a list of files: end its name in .mhd.", file);
		AtomicFiles.write(file, path -> {
			try (SeekableByteChannel channel = create(path)) {
				// The size of the stream is known only at the end, so space for its digits is reserved.
				final int digits = Long.toString(1000 + 2 * voxels.bytes()).length();
				put(channel, HeaderText.of(image, options, 0, digits, "LOCAL"));
				final long size = voxels.write(channel);
				channel.position(0);
				put(channel, HeaderText.of(image, options, size, digits, "LOCAL"));
			}
		});
	}

	private void external(final Path file) {
		final DataNames names = DataNames.of(file, image, options);
		AtomicFiles.write(file, path -> {
			final List<Voxels> parts = voxels.parts(names.files().size());
			long size = 0;
			for (int i = 0; i < parts.size(); i++)
				size = write(parts.get(i), file.resolveSibling(names.files().get(i)));
			try (SeekableByteChannel channel = create(path)) {
				put(channel, HeaderText.of(image, options, size, 1, names.header()));
			}
		});
	}

	private static long write(final Voxels part, final Path file) {
		final AtomicLong size = new AtomicLong();
		AtomicFiles.write(file, path -> {
			try (SeekableByteChannel channel = create(path)) {
				size.set(part.write(channel));
			}
		});
		return size.get();
	}

	private static SeekableByteChannel create(final Path path) throws IOException {
		return Files.newByteChannel(path, Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW));
	}

	private static void put(final SeekableByteChannel channel, final String text) throws IOException {
		final ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
		while (bytes.hasRemaining()) channel.write(bytes);
	}
}
