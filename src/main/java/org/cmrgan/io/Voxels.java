/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/** The voxels of an image, or of a part of it, and how they are written. */
final class Voxels {
	/** Bytes per run: enough for deflate, few enough for the cache. */
	private static final int RUN = 1 << 18;

	private final RandomAccessibleInterval<?> image;
	private final ElementType type;
	private final WriteOptions options;

	private Voxels(final RandomAccessibleInterval<?> image, final ElementType type, final WriteOptions options) {
		this.image = image;
		this.type = type;
		this.options = options;
	}

	static Voxels of(final MetaImage image, final WriteOptions options) {
		final RandomAccessibleInterval<?> voxels = image.image();
		return new Voxels(image.channels() == 1 ? voxels : Views.moveAxis(voxels, voxels.numDimensions() - 1, 0),
				image.type(), options);
	}

	/** Uncompressed bytes, as in memory. */
	long bytes() {
		return Intervals.numElements(image) * type.bytes();
	}

	/** Cuts the last axes into {@code count} parts, one for each of their indices. */
	List<Voxels> parts(final int count) {
		if (count == 1 && options.files() == WriteOptions.Files.ONE) return List.of(this);
		final int last = image.numDimensions() - 1;
		final int here = (int) image.dimension(last);
		final List<Voxels> out = new ArrayList<>();
		for (int i = 0; i < here; i++) {
			final Voxels part = new Voxels(Views.hyperSlice(image, last, image.min(last) + i), type, options);
			out.addAll(count == here ? List.of(part) : part.parts(count / here));
		}
		return out;
	}

	/** Writes them at the channel's position; returns the number of bytes. */
	long write(final WritableByteChannel channel) throws IOException {
		final VoxelRuns runs = new VoxelRuns(type, image, RUN / type.bytes());
		switch (options.encoding()) {
			case ZLIB :
				return deflated(runs, channel);
			case ASCII :
				return ascii(runs, channel);
			default :
				return raw(runs, channel);
		}
	}

	private long raw(final VoxelRuns runs, final WritableByteChannel channel) throws IOException {
		final Object array = runs.array();
		final ByteBuffer bytes = ByteBuffer.allocateDirect(runs.longest() * type.bytes()).order(options.order());
		for (long i = 0; i < runs.count(); i++) {
			bytes.clear();
			final int length = runs.copy(i, array);
			Numbers.put(array, 0, length, bytes);
			put(bytes, channel);
		}
		return bytes();
	}

	private long deflated(final VoxelRuns runs, final WritableByteChannel channel) throws IOException {
		final Object array = runs.array();
		try (ZlibWriter zlib = new ZlibWriter(channel, Runtime.getRuntime().availableProcessors())) {
			for (long i = 0; i < runs.count(); i++) {
				final int length = runs.copy(i, array);
				final ByteBuffer bytes = ByteBuffer.allocate(length * type.bytes()).order(options.order());
				Numbers.put(array, 0, length, bytes);
				zlib.write(bytes.array());
			}
			return zlib.finish();
		}
	}

	private long ascii(final VoxelRuns runs, final WritableByteChannel channel) throws IOException {
		final Object array = runs.array();
		final long row = image.dimension(0);
		long written = 0;
		long number = 0;
		for (long i = 0; i < runs.count(); i++) {
			final StringBuilder text = new StringBuilder();
			final int length = runs.copy(i, array);
			for (int k = 0; k < length; k++)
				text.append(Numbers.text(array, k, type)).append(++number % row == 0 ? '\n' : ' ');
			final ByteBuffer bytes = StandardCharsets.US_ASCII.encode(text.toString());
			written += bytes.remaining();
			while (bytes.hasRemaining()) channel.write(bytes);
		}
		return written;
	}

	private static void put(final ByteBuffer bytes, final WritableByteChannel channel) throws IOException {
		bytes.flip();
		while (bytes.hasRemaining()) channel.write(bytes);
	}
}
