/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.GZIPInputStream;

/** Voxels in a gzip file, which MetaIO accepts instead of a zlib stream. */
final class GzipBytes implements VoxelBytes {
	/** Most surplus bytes that are read to reach the checksum, so that a small file cannot occupy the reader for long. */
	static final long MOST_SURPLUS = 1 << 28;
	private static final int BUFFER = 1 << 16;

	private final InputStream stream;
	private final byte[] chunk = new byte[BUFFER];

	/** @param channel at the beginning of the stream; closed with this */
	GzipBytes(final SeekableByteChannel channel) throws IOException {
		stream = new GZIPInputStream(Channels.newInputStream(channel), BUFFER);
	}

	@Override
	public void read(final ByteBuffer to) throws IOException {
		while (to.hasRemaining()) {
			final int count = stream.read(chunk, 0, Math.min(chunk.length, to.remaining()));
			if (count < 0) throw new EOFException();
			to.put(chunk, 0, count);
		}
	}

	@Override
	public void finish() throws IOException {
		finish(stream);
	}

	/**
	 * Verifies the checksum, which follows the last byte. Surplus bytes are ignored, as in raw files; behind very many
	 * of them, the checksum is not looked for.
	 *
	 * @throws EOFException if the checksum is missing
	 * @throws java.util.zip.ZipException if it is another one
	 */
	static void finish(final InputStream in) throws IOException {
		final byte[] surplus = new byte[BUFFER];
		long left = MOST_SURPLUS;
		for (int n = in.read(surplus); n >= 0 && left > 0; n = in.read(surplus)) left -= n;
	}

	@Override
	public void close() throws IOException {
		stream.close();
	}
}
