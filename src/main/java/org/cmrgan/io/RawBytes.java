/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** Uncompressed voxels. */
final class RawBytes implements VoxelBytes {
	private final SeekableByteChannel channel;

	/** @param channel at the first voxel; closed with this */
	RawBytes(final SeekableByteChannel channel) {
		this.channel = channel;
	}

	@Override
	public void read(final ByteBuffer to) throws IOException {
		while (to.hasRemaining()) {
			if (channel.read(to) < 0) throw new EOFException();
		}
	}

	@Override
	public void close() throws IOException {
		channel.close();
	}
}
