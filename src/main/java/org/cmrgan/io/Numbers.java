/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.nio.ByteBuffer;

/** Converts numbers between bytes, in the byte order of the buffer, and primitive arrays. */
final class Numbers {
	private Numbers() {}

	/** A primitive array for numbers of a type. */
	static Object array(final ElementType type, final int length) {
		switch (type) {
			case CHAR :
			case UCHAR :
				return new byte[length];
			case SHORT :
			case USHORT :
				return new short[length];
			case FLOAT :
				return new float[length];
			case DOUBLE :
				return new double[length];
			case LONG_LONG :
			case ULONG_LONG :
				return new long[length];
			default :
				return new int[length];
		}
	}

	/**
	 * Element {@code index} as decimal digits; a float or double as the shortest text that is read back as the same
	 * number.
	 */
	static String text(final Object array, final int index, final ElementType type) {
		switch (type) {
			case FLOAT :
				return real(((float[]) array)[index], Float.toString(((float[]) array)[index]));
			case DOUBLE :
				return real(((double[]) array)[index], Double.toString(((double[]) array)[index]));
			case CHAR :
				return Integer.toString(((byte[]) array)[index]);
			case UCHAR :
				return Integer.toString(((byte[]) array)[index] & 0xff);
			case SHORT :
				return Integer.toString(((short[]) array)[index]);
			case USHORT :
				return Integer.toString(((short[]) array)[index] & 0xffff);
			case UINT :
			case ULONG :
				return Integer.toUnsignedString(((int[]) array)[index]);
			case LONG_LONG :
				return Long.toString(((long[]) array)[index]);
			case ULONG_LONG :
				return Long.toUnsignedString(((long[]) array)[index]);
			default :
				return Integer.toString(((int[]) array)[index]);
		}
	}

	/** In the format of C. */
	private static String real(final double value, final String text) {
		if (Double.isNaN(value)) return "nan";
		return Double.isInfinite(value) ? value > 0 ? "inf" : "-inf" : text;
	}

	/** Bytes of one element of {@code array}. */
	static int bytes(final Object array) {
		if (array instanceof byte[]) return Byte.BYTES;
		if (array instanceof short[]) return Short.BYTES;
		if (array instanceof int[] || array instanceof float[]) return Integer.BYTES;
		return Long.BYTES;
	}

	/** From {@code bytes}, whose position moves on, into {@code array}. */
	static void get(final ByteBuffer bytes, final Object array, final int offset, final int count) {
		if (array instanceof byte[]) {
			bytes.get((byte[]) array, offset, count);
			return;
		}
		if (array instanceof short[]) bytes.asShortBuffer().get((short[]) array, offset, count);
		else if (array instanceof int[]) bytes.asIntBuffer().get((int[]) array, offset, count);
		else if (array instanceof long[]) bytes.asLongBuffer().get((long[]) array, offset, count);
		else if (array instanceof float[]) bytes.asFloatBuffer().get((float[]) array, offset, count);
		else
			bytes.asDoubleBuffer().get((double[]) array, offset, count);
		bytes.position(bytes.position() + count * bytes(array));
	}

	/** From {@code array} into {@code bytes}, whose position moves on. */
	static void put(final Object array, final int offset, final int count, final ByteBuffer bytes) {
		if (array instanceof byte[]) {
			bytes.put((byte[]) array, offset, count);
			return;
		}
		if (array instanceof short[]) bytes.asShortBuffer().put((short[]) array, offset, count);
		else if (array instanceof int[]) bytes.asIntBuffer().put((int[]) array, offset, count);
		else if (array instanceof long[]) bytes.asLongBuffer().put((long[]) array, offset, count);
		else if (array instanceof float[]) bytes.asFloatBuffer().put((float[]) array, offset, count);
		else
			bytes.asDoubleBuffer().put((double[]) array, offset, count);
		bytes.position(bytes.position() + count * bytes(array));
	}

	/** Sets one element of an array of integers. */
	static void set(final Object array, final int index, final long value) {
		if (array instanceof byte[]) ((byte[]) array)[index] = (byte) value;
		else if (array instanceof short[]) ((short[]) array)[index] = (short) value;
		else if (array instanceof int[]) ((int[]) array)[index] = (int) value;
		else
			((long[]) array)[index] = value;
	}

	/** Sets one element of an array of real numbers. */
	static void set(final Object array, final int index, final double value) {
		if (array instanceof float[]) ((float[]) array)[index] = (float) value;
		else
			((double[]) array)[index] = value;
	}
}
