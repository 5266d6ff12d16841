/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

import org.cmrgan.run.UserError;

/**
 * Arrays in a temporary file until all scans are read, so that memory does not grow with the number of scans. Closing
 * deletes the file. Several threads may use it.
 */
final class Spill implements Closeable {
	private final Path file;
	private final FileChannel channel;
	private final AtomicLong end = new AtomicLong();

	Spill() {
		try {
			file = Files.createTempFile("cmrgan-", ".patches");
			channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
					StandardOpenOption.DELETE_ON_CLOSE);
		} catch (final IOException e) {
			throw new UserError(
					"Cannot write into the folder for temporary files " + System.getProperty("java.io.tmpdir") + " ("
							+ e.getMessage() + "): check its permissions and free space.",
					e);
		}
	}

	/** Stores a copy; the result loads it again. */
	Supplier<float[]> keep(final float[] values) {
		final int count = values.length;
		final ByteBuffer bytes = ByteBuffer.allocate(count * Float.BYTES);
		bytes.asFloatBuffer().put(values);
		final Supplier<byte[]> kept = keep(bytes.array());
		return () -> {
			final float[] out = new float[count];
			ByteBuffer.wrap(kept.get()).asFloatBuffer().get(out);
			return out;
		};
	}

	/** Stores a copy; the result loads it again. */
	Supplier<byte[]> keep(final byte[] values) {
		final int count = values.length;
		final long at = end.getAndAdd(count);
		try {
			final ByteBuffer bytes = ByteBuffer.wrap(values);
			while (bytes.hasRemaining()) channel.write(bytes, at + bytes.position());
		} catch (final IOException e) {
			throw unusable(e);
		}
		return () -> fetch(at, count);
	}

	private byte[] fetch(final long at, final int count) {
		final ByteBuffer bytes = ByteBuffer.allocate(count);
		try {
			while (bytes.hasRemaining())
				if (channel.read(bytes, at + bytes.position()) < 0) throw new IOException("it is too short");
		} catch (final IOException e) {
			throw unusable(e);
		}
		return bytes.array();
	}

	private UserError unusable(final IOException e) {
		return new UserError("Cannot use the temporary file " + file + " (" + e.getMessage()
				+ "): check the free space of its folder.", e);
	}

	@Override
	public void close() {
		try {
			channel.close();
		} catch (final IOException e) {
			throw unusable(e);
		}
	}
}
