/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** Voxels in a zlib stream. Inflates only as much as requested. */
final class InflatedBytes implements VoxelBytes {
	private static final int SURPLUS = 1 << 16;

	private final SeekableByteChannel channel;
	private final ByteBuffer input;
	private final Inflater inflater = new Inflater();

	/**
	 * @param channel at the beginning of the stream; closed with this
	 * @param input a direct buffer for compressed bytes
	 */
	InflatedBytes(final SeekableByteChannel channel, final ByteBuffer input) {
		this.channel = channel;
		this.input = input;
		input.limit(0);
	}

	@Override
	public void read(final ByteBuffer to) throws IOException {
		while (to.hasRemaining()) {
			if (inflate(to) > 0) continue;
			if (inflater.finished()) throw new EOFException();
			if (inflater.needsDictionary()) throw new ZipException("it needs a dictionary");
			if (!refill()) throw new EOFException();
		}
	}

	/**
	 * Verifies the checksum, if it is there. Surplus voxels are ignored, as in raw files, but the checksum must follow
	 * them: a damaged stream often has too many. Behind very many, the checksum is not looked for.
	 */
	@Override
	public void finish() throws IOException {
		final ByteBuffer surplus = ByteBuffer.allocate(SURPLUS);
		long found = 0;
		while (found < GzipBytes.MOST_SURPLUS && !inflater.finished() && !inflater.needsDictionary()) {
			found += inflate(surplus.clear());
			if (surplus.position() > 0 || inflater.finished() || refill()) continue;
			if (found > 0) throw new ZipException("its checksum is missing");
			return;
		}
	}

	@Override
	public void close() throws IOException {
		inflater.end();
		channel.close();
	}

	private int inflate(final ByteBuffer to) throws ZipException {
		try {
			return inflater.inflate(to);
		} catch (final DataFormatException e) {
			throw new ZipException(e.getMessage() == null ? "no zlib stream" : e.getMessage());
		}
	}

	private boolean refill() throws IOException {
		// The inflater has read ahead; the bytes that it did not need are given back.
		input.compact();
		final int count = channel.read(input);
		input.flip();
		inflater.setInput(input);
		return count > 0;
	}
}
