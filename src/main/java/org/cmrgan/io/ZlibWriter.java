/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;

/**
 * Writes one zlib stream (RFC 1950) with several cores, as pigz does: each block is deflated separately, primed with
 * the 32 KiB before it so that no compression is lost, and ended at a byte boundary; the checksums are combined. Use it
 * from one thread at a time.
 */
final class ZlibWriter implements Closeable {
	/** Deflate, window of 32 KiB, fast: RFC 1950, section 2.2. */
	private static final byte[] PREFIX = { 0x78, 0x5e };
	/** An empty last block: RFC 1951, section 3.2.6. */
	private static final byte[] END = { 0x03, 0x00 };

	private final WritableByteChannel channel;
	private final int threads;
	private final Deque<FutureTask<DeflatedBlock>> pending = new ArrayDeque<>();
	private ExecutorService workers;
	private byte[] previous = {};
	private int adler = 1;
	private long written;

	/** @param threads that deflate */
	ZlibWriter(final WritableByteChannel channel, final int threads) throws IOException {
		this.channel = channel;
		this.threads = threads;
		put(ByteBuffer.wrap(PREFIX));
	}

	/** Adds a block, preferably of some hundred KiB; it must not be modified afterwards. */
	void write(final byte[] block) throws IOException {
		final byte[] before = previous;
		previous = block;
		if (pending.size() > 2 * threads) putFirst();
		final FutureTask<DeflatedBlock> task = new FutureTask<>(() -> DeflatedBlock.of(before, block));
		// A single block needs no threads: putFirst() will run it.
		if (!pending.isEmpty()) workers().execute(task);
		pending.add(task);
	}

	/** Ends the stream; returns its length in bytes. */
	long finish() throws IOException {
		while (!pending.isEmpty()) putFirst();
		put(ByteBuffer.wrap(END));
		put((ByteBuffer) ByteBuffer.allocate(Integer.BYTES).putInt(adler).flip());
		return written;
	}

	@Override
	public void close() {
		if (workers != null) workers.shutdownNow();
	}

	private void putFirst() throws IOException {
		final FutureTask<DeflatedBlock> task = pending.remove();
		// Does nothing if a worker has already started it.
		task.run();
		try {
			final DeflatedBlock block = task.get();
			put(block.bytes());
			adler = block.joinedTo(adler);
		} catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new IOException("interrupted", e);
		} catch (final ExecutionException e) {
			throw new IllegalStateException(e.getCause());
		}
	}

	private void put(final ByteBuffer bytes) throws IOException {
		written += bytes.remaining();
		while (bytes.hasRemaining()) channel.write(bytes);
	}

	private ExecutorService workers() {
		if (workers == null) {
			workers = Executors.newFixedThreadPool(threads, work -> {
				final Thread thread = new Thread(work, "MetaImage deflate");
				thread.setDaemon(true);
				return thread;
			});
		}
		return workers;
	}
}
