/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.Adler32;
import java.util.zip.Deflater;

/** A run of bytes as deflate blocks that end at a byte boundary, and its checksum. */
final class DeflatedBlock {
	/** MetaIO's own level: on noisy images, a higher one costs several times the time for a few per cent. */
	private static final int LEVEL = 2;
	private static final int WINDOW = 1 << 15;
	private static final int ADLER_BASE = 65521;

	private final byte[] bytes;
	private final int length;
	private final int adler;
	private final int plainLength;

	private DeflatedBlock(final byte[] bytes, final int length, final int adler, final int plainLength) {
		this.bytes = bytes;
		this.length = length;
		this.adler = adler;
		this.plainLength = plainLength;
	}

	/** @param before the bytes of the stream before {@code block}, as far as they are known */
	static DeflatedBlock of(final byte[] before, final byte[] block) {
		final Adler32 adler = new Adler32();
		adler.update(block);
		final Deflater deflater = new Deflater(LEVEL, true);
		try {
			final int primed = Math.min(before.length, WINDOW);
			if (primed > 0) deflater.setDictionary(before, before.length - primed, primed);
			deflater.setInput(block);
			byte[] out = new byte[block.length / 2 + 64];
			int length = 0;
			while (true) {
				length += deflater.deflate(out, length, out.length - length, Deflater.SYNC_FLUSH);
				if (length < out.length) return new DeflatedBlock(out, length, (int) adler.getValue(), block.length);
				out = Arrays.copyOf(out, out.length + block.length / 2 + 64);
			}
		} finally {
			deflater.end();
		}
	}

	ByteBuffer bytes() {
		return ByteBuffer.wrap(bytes, 0, length);
	}

	/**
	 * The Adler-32 checksum of the bytes before and this block, from the checksum of the former: zlib's
	 * adler32_combine.
	 */
	int joinedTo(final int before) {
		final long a1 = before & 0xffff;
		final long b1 = before >>> 16;
		final long a2 = adler & 0xffff;
		final long b2 = adler >>> 16;
		final long a = (a1 + a2 + ADLER_BASE - 1) % ADLER_BASE;
		// The a of every later byte is larger by a1 - 1.
		final long b = (b1 + b2 + plainLength % ADLER_BASE * (a1 + ADLER_BASE - 1)) % ADLER_BASE;
		return (int) (b << 16 | a);
	}
}
