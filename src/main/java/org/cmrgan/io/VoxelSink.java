/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.lang.reflect.Array;
import java.nio.ByteBuffer;
import java.util.Iterator;

/** Converts bytes in the order of a file to numbers in the arrays of a {@link Storage}. */
final class VoxelSink {
	private final ElementType type;
	private final Iterator<Object> arrays;
	private Object array;
	private int length;
	private int filled;

	VoxelSink(final ElementType type, final Storage storage) {
		this.type = type;
		arrays = storage.arrays().iterator();
	}

	/** Takes all complete numbers of the buffer, in its byte order; there must be room for them. */
	void take(final ByteBuffer bytes) {
		int count = bytes.remaining() / type.bytes();
		while (count > 0) {
			final int n = Math.min(count, room());
			Numbers.get(bytes, array, filled, n);
			filled += n;
			count -= n;
		}
	}

	/** Takes a whole array of the type's primitive. */
	void takeArray(final Object numbers) {
		final int count = Array.getLength(numbers);
		for (int taken = 0; taken < count;) {
			final int n = Math.min(count - taken, room());
			System.arraycopy(numbers, taken, array, filled, n);
			filled += n;
			taken += n;
		}
	}

	/** Takes one integer. */
	void take(final long value) {
		room();
		Numbers.set(array, filled++, value);
	}

	/** Takes one real number. */
	void take(final double value) {
		room();
		Numbers.set(array, filled++, value);
	}

	private int room() {
		if (filled == length) {
			array = arrays.next();
			length = Array.getLength(array);
			filled = 0;
		}
		return length - filled;
	}
}
