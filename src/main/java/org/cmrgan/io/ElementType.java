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
 * What one number of an image is on disk. The sizes are those of MetaIO: {@code MET_LONG} has 4 bytes on every platform.
 */
public enum ElementType {
	CHAR(1, new ByteType()),
	UCHAR(1, new UnsignedByteType()),
	SHORT(2, new ShortType()),
	USHORT(2, new UnsignedShortType()),
	INT(4, new IntType()),
	UINT(4, new UnsignedIntType()),
	LONG(4, new IntType()),
	ULONG(4, new UnsignedIntType()),
	LONG_LONG(8, new LongType()),
	ULONG_LONG(8, new UnsignedLongType()),
	FLOAT(4, new FloatType()),
	DOUBLE(8, new DoubleType());

	private static final String PREFIX = "MET_";
	private static final String ARRAY = "_ARRAY";

	private final int bytes;
	private final NativeType<?> variable;

	<T extends NativeType<T> & RealType<T>> ElementType(final int bytes, final T variable) {
		this.bytes = bytes;
		this.variable = variable;
	}

	/** Bytes of one number: 1, 2, 4 or 8. */
	public int bytes() {
		return bytes;
	}

	/** Its name in headers, e.g. {@code MET_SHORT}. */
	public String header() {
		return PREFIX + name();
	}

	/** True for FLOAT and DOUBLE. */
	public boolean isReal() {
		return this == FLOAT || this == DOUBLE;
	}

	/** True for the integers that begin at 0. */
	public boolean isUnsigned() {
		return this == UCHAR || this == USHORT || this == UINT || this == ULONG || this == ULONG_LONG;
	}

	/** The least integer. */
	public long min() {
		return isUnsigned() ? 0 : -1L << bits() - 1;
	}

	/** The greatest integer, or that of 63 bits for ULONG_LONG. */
	public long max() {
		return isUnsigned() && bytes < Long.BYTES ? (1L << bits()) - 1 : (1L << bits() - 1) - 1;
	}

	private int bits() {
		return bytes * Byte.SIZE;
	}

	/** A new ImgLib2 variable of this type; it is a RealType, too. */
	public NativeType<?> variable() {
		return variable.createVariable();
	}

	/** The type of a header's word; the {@code _ARRAY} twins of MetaIO mean the same for an image. */
	public static Optional<ElementType> named(final String word) {
		String name = word.toUpperCase(Locale.ROOT);
		if (name.endsWith(ARRAY)) name = name.substring(0, name.length() - ARRAY.length());
		if (name.equals("MET_ASCII_CHAR")) return Optional.of(CHAR);
		final String wanted = name;
		return Arrays.stream(values()).filter(type -> type.header().equals(wanted)).findFirst();
	}

	/** The type that holds what {@code variable} holds, when ImgLib2 keeps the two in the same way. */
	static Optional<ElementType> holding(final Object variable) {
		return Arrays.stream(values()).filter(type -> type.variable.getClass() == variable.getClass()).findFirst();
	}
}
