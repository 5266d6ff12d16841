/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.integer.ByteType;
import net.imglib2.type.numeric.integer.IntType;
import net.imglib2.type.numeric.integer.LongType;
import net.imglib2.type.numeric.integer.ShortType;
import net.imglib2.type.numeric.integer.UnsignedByteType;
import net.imglib2.type.numeric.integer.UnsignedIntType;
import net.imglib2.type.numeric.integer.UnsignedLongType;
import net.imglib2.type.numeric.integer.UnsignedShortType;
import net.imglib2.type.numeric.real.DoubleType;
import net.imglib2.type.numeric.real.FloatType;

/**
 * The type of one number of an image on disk. The sizes are those of MetaIO: {@code MET_LONG} has 4 bytes on every
 * platform.
 */
public enum ElementType {
	/** MET_CHAR: signed integer of 8 bits. */
	CHAR(1, new ByteType()),
	/** MET_UCHAR: unsigned integer of 8 bits. */
	UCHAR(1, new UnsignedByteType()),
	/** MET_SHORT: signed integer of 16 bits. */
	SHORT(2, new ShortType()),
	/** MET_USHORT: unsigned integer of 16 bits. */
	USHORT(2, new UnsignedShortType()),
	/** MET_INT: signed integer of 32 bits. */
	INT(4, new IntType()),
	/** MET_UINT: unsigned integer of 32 bits. */
	UINT(4, new UnsignedIntType()),
	/** MET_LONG: signed integer of 32 bits. */
	LONG(4, new IntType()),
	/** MET_ULONG: unsigned integer of 32 bits. */
	ULONG(4, new UnsignedIntType()),
	/** MET_LONG_LONG: signed integer of 64 bits. */
	LONG_LONG(8, new LongType()),
	/** MET_ULONG_LONG: unsigned integer of 64 bits. */
	ULONG_LONG(8, new UnsignedLongType()),
	/** MET_FLOAT: IEEE 754 number of 32 bits. */
	FLOAT(4, new FloatType()),
	/** MET_DOUBLE: IEEE 754 number of 64 bits. */
	DOUBLE(8, new DoubleType());

	private static final String PREFIX = "MET_";
	private static final String ARRAY = "_ARRAY";

	private final int bytes;
	private final NativeType<?> variable;

	<T extends NativeType<T> & RealType<T>> ElementType(final int bytes, final T variable) {
		this.bytes = bytes;
		this.variable = variable;
	}

	/** {@return the bytes of one number: 1, 2, 4 or 8} */
	public int bytes() {
		return bytes;
	}

	/** {@return the name in headers, such as {@code MET_SHORT}} */
	public String header() {
		return PREFIX + name();
	}

	/** {@return true for FLOAT and DOUBLE} */
	public boolean isReal() {
		return this == FLOAT || this == DOUBLE;
	}

	/** {@return true for the unsigned integers} */
	public boolean isUnsigned() {
		return this == UCHAR || this == USHORT || this == UINT || this == ULONG || this == ULONG_LONG;
	}

	/** {@return the smallest integer} */
	public long min() {
		return isUnsigned() ? 0 : -1L << bits() - 1;
	}

	/** {@return the largest integer; for ULONG_LONG, the largest of 63 bits} */
	public long max() {
		return isUnsigned() && bytes < Long.BYTES ? (1L << bits()) - 1 : (1L << bits() - 1) - 1;
	}

	private int bits() {
		return bytes * Byte.SIZE;
	}

	/** {@return a new ImgLib2 variable of this type, which is also a RealType} */
	public NativeType<?> variable() {
		return variable.createVariable();
	}

	/**
	 * {@return the type that a header names; empty for an unknown word. The {@code _ARRAY} forms of MetaIO mean the
	 * same for an image}
	 *
	 * @param word such as MET_SHORT, in any case
	 */
	public static Optional<ElementType> named(final String word) {
		String name = word.toUpperCase(Locale.ROOT);
		if (name.endsWith(ARRAY)) name = name.substring(0, name.length() - ARRAY.length());
		if (name.equals("MET_ASCII_CHAR")) return Optional.of(CHAR);
		final String wanted = name;
		return Arrays.stream(values()).filter(type -> type.header().equals(wanted)).findFirst();
	}

	/** The type of {@code variable}, if ImgLib2 stores both in the same way. */
	static Optional<ElementType> holding(final Object variable) {
		return Arrays.stream(values()).filter(type -> type.variable.getClass() == variable.getClass()).findFirst();
	}
}
