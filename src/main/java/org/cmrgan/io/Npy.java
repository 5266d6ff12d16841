/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes arrays in NumPy's format NPY 1.0, little-endian, C order: a header for numpy.load, then the numbers. Source:
 * https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html
 */
public final class Npy {
	private static final byte[] MAGIC = { (byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0 };
	/** Numbers begin at a multiple of this. */
	private static final int ALIGNMENT = 64;

	private Npy() {}

	/**
	 * Writes float32 numbers.
	 *
	 * @param out receives the bytes; not closed
	 * @param parts the numbers in order; all parts together match the shape
	 * @param shape sizes, the slowest axis first
	 * @throws IOException if writing fails
	 */
	public static void floats(final OutputStream out, final Iterable<float[]> parts, final long... shape)
			throws IOException {
		header(out, "<f4", shape);
		for (final float[] part : parts) {
			final ByteBuffer bytes = buffer(Float.BYTES * part.length);
			bytes.asFloatBuffer().put(part);
			out.write(bytes.array());
		}
	}

	/**
	 * Writes a vector of float64 numbers.
	 *
	 * @param out receives the bytes; not closed
	 * @param values the elements in order
	 * @throws IOException if writing fails
	 */
	public static void doubles(final OutputStream out, final double... values) throws IOException {
		header(out, "<f8", values.length);
		final ByteBuffer bytes = buffer(Double.BYTES * values.length);
		bytes.asDoubleBuffer().put(values);
		out.write(bytes.array());
	}

	/**
	 * Writes a vector of int64 numbers.
	 *
	 * @param out receives the bytes; not closed
	 * @param values the elements in order
	 * @throws IOException if writing fails
	 */
	public static void longs(final OutputStream out, final long... values) throws IOException {
		header(out, "<i8", values.length);
		final ByteBuffer bytes = buffer(Long.BYTES * values.length);
		bytes.asLongBuffer().put(values);
		out.write(bytes.array());
	}

	/**
	 * Writes a vector of texts, each as UTF-32 of the length of the longest.
	 *
	 * @param out receives the bytes; not closed
	 * @param values the elements in order
	 * @throws IOException if writing fails
	 */
	public static void texts(final OutputStream out, final List<String> values) throws IOException {
		final List<int[]> all = values.stream().map(v -> v.codePoints().toArray()).collect(Collectors.toList());
		final int longest = Math.max(1, all.stream().mapToInt(v -> v.length).max().orElse(1));
		header(out, "<U" + longest, values.size());
		for (final int[] value : all) {
			final ByteBuffer bytes = buffer(Integer.BYTES * longest);
			bytes.asIntBuffer().put(value);
			out.write(bytes.array());
		}
	}

	private static ByteBuffer buffer(final int bytes) {
		return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
	}

	private static void header(final OutputStream out, final String type, final long... shape) throws IOException {
		final String sides = Arrays.stream(shape).mapToObj(s -> s + ",").collect(Collectors.joining(" "));
		final StringBuilder text = new StringBuilder(
				"{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + sides + "), }");
		while ((MAGIC.length + Short.BYTES + text.length() + 1) % ALIGNMENT != 0) text.append(' ');
		text.append('\n');
		out.write(MAGIC);
		out.write(buffer(Short.BYTES).putShort((short) text.length()).array());
		out.write(text.toString().getBytes(StandardCharsets.US_ASCII));
	}
}
