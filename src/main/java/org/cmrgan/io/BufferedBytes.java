/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** The bytes of a channel one after the other. */
final class BufferedBytes {
	private final ReadableByteChannel channel;
	private final ByteBuffer buffer;

	/** @param capacity number of bytes read at once */
	BufferedBytes(final ReadableByteChannel channel, final int capacity) {
		this.channel = channel;
		buffer = (ByteBuffer) ByteBuffer.allocate(capacity).flip();
	}

	/** False at the end of the channel. */
	boolean hasNext() throws IOException {
		return buffer.hasRemaining() || fill();
	}

	/** Call only after {@link #hasNext}. */
	byte next() {
		return buffer.get();
	}

	private boolean fill() throws IOException {
		buffer.clear();
		final int count = channel.read(buffer);
		buffer.flip();
		return count > 0;
	}
}
