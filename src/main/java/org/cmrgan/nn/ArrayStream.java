/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.memory.MemoryWorkspace;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Vectors in ND4J's own binary format. ND4J's reader passes rank, strides and length of a header to native code
 * unchecked, and a wrong header ends the process. This reader knows what must follow, and refuses everything else
 * before it allocates memory.
 */
final class ArrayStream {
	/** ND4J 1.0.0-M2.1's names of buffer allocations. */
	private static final String ALLOCATION = "MIXED_DATA_TYPES";
	private static final Set<DataType> TYPES = Set.of(DataType.FLOAT, DataType.DOUBLE);
	private static final int CHUNK = 1 << 18;

	private ArrayStream() {}

	static void write(final INDArray vector, final DataOutputStream out) throws IOException {
		Nd4j.write(vector, out);
		out.flush();
	}

	/**
	 * @param type float or double
	 * @param length the required length of the vector
	 * @return outside of all workspaces; the caller closes it
	 * @throws IOException if the stream contains something else, or is truncated
	 */
	static INDArray read(final DataInputStream in, final DataType type, final long length) throws IOException {
		if (!TYPES.contains(type)) throw new IOException("numbers of type " + type);
		header(in, type, length);
		final INDArray all;
		try (MemoryWorkspace outside = Nd4j.getMemoryManager().scopeOutOfWorkspaces()) {
			all = Nd4j.createUninitialized(type, length);
		}
		try {
			for (long from = 0; from < length; from += CHUNK) {
				final int n = (int) Math.min(CHUNK, length - from);
				try (INDArray part = part(in, type, n)) {
					all.get(NDArrayIndex.interval(from, from + n)).assign(part);
				}
			}
		} catch (final IOException | RuntimeException e) {
			all.close();
			throw e;
		}
		return all;
	}

	/**
	 * Shape, then values, each with allocation, length and type; a shape consists of rank, sides, strides and three
	 * more numbers.
	 */
	private static void header(final DataInputStream in, final DataType type, final long length) throws IOException {
		expect(in.readUTF(), ALLOCATION);
		final long words = in.readLong();
		if (words != 6 && words != 8) throw new IOException("an array that is not a vector");
		expect(in.readUTF(), "LONG");
		final long rank = in.readLong();
		if (2 * rank + 4 != words) throw new IOException("an array of rank " + rank);
		if (rank == 2 && in.readLong() != 1) throw new IOException("an array that is not a vector");
		final long given = in.readLong();
		if (given != length) throw new IOException("a vector of " + given + " numbers instead of " + length);
		// The strides of a vector follow from its length; the last three words are type, element stride and order.
		for (int i = 0; i < rank + 3; i++) in.readLong();
		expect(in.readUTF(), ALLOCATION);
		final long values = in.readLong();
		if (values != length) throw new IOException(values + " numbers instead of " + length);
		expect(in.readUTF(), type.name());
	}

	private static void expect(final String found, final String wanted) throws IOException {
		if (!found.equals(wanted)) throw new IOException("not an array of " + wanted);
	}

	private static INDArray part(final DataInputStream in, final DataType type, final int n) throws IOException {
		final byte[] bytes = new byte[n * type.width()];
		in.readFully(bytes);
		final ByteBuffer buffer = ByteBuffer.wrap(bytes);
		if (type == DataType.DOUBLE) {
			final double[] values = new double[n];
			buffer.asDoubleBuffer().get(values);
			return Nd4j.createFromArray(values);
		}
		final float[] values = new float[n];
		buffer.asFloatBuffer().get(values);
		return Nd4j.createFromArray(values);
	}
}
