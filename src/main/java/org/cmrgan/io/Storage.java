/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.ArrayList;
import java.util.List;

import net.imglib2.Cursor;
import net.imglib2.img.Img;
import net.imglib2.img.NativeImg;
import net.imglib2.img.array.ArrayImg;
import net.imglib2.img.array.ArrayImgFactory;
import net.imglib2.img.basictypeaccess.array.ArrayDataAccess;
import net.imglib2.img.cell.Cell;
import net.imglib2.img.cell.CellImg;
import net.imglib2.img.cell.CellImgFactory;
import net.imglib2.type.NativeType;
import net.imglib2.type.numeric.RealType;
import net.imglib2.type.numeric.real.FloatType;

import org.cmrgan.run.UserError;

/**
 * A new image and the primitive arrays behind it, in the order of a file: one array up to 2^31 numbers, otherwise the
 * cells of a cell image, each of which is a consecutive part of the file.
 */
final class Storage {
	/** Length of the longest array that every Java supports. */
	static final long LONGEST_ARRAY = Integer.MAX_VALUE - 8;
	/** Numbers in a cell: 64 Mi of them, half a gigabyte of doubles. */
	static final int CELL = 1 << 26;

	private final Img<? extends RealType<?>> image;
	private final List<Object> arrays;

	private Storage(final Img<? extends RealType<?>> image, final List<Object> arrays) {
		this.image = image;
		this.arrays = arrays;
	}

	/** @throws UserError if Java's memory is too small */
	static Storage allocate(final ElementType type, final long... size) {
		return allocate(type, size, LONGEST_ARRAY, CELL);
	}

	/** For tests, which need cells without gigabytes. */
	static Storage allocate(final ElementType type, final long[] size, final long longestArray, final int cell) {
		long elements = 1;
		for (final long n : size) elements *= n;
		final long bytes = elements * type.bytes();
		if (bytes > Runtime.getRuntime().maxMemory()) throw tooLarge(bytes);
		try {
			return allocate(type.variable(), size, elements <= longestArray, cell);
		} catch (final OutOfMemoryError e) {
			throw tooLarge(bytes);
		}
	}

	Img<? extends RealType<?>> image() {
		return image;
	}

	@SuppressWarnings("unchecked")
	Img<FloatType> floats() {
		return (Img<FloatType>) image;
	}

	/** byte[], short[], int[], long[], float[] or double[]. */
	List<Object> arrays() {
		return arrays;
	}

	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T> & RealType<T>> Storage allocate(final NativeType<?> type, final long[] size,
			final boolean whole, final int cell) {
		return whole ? array((T) type, size) : cells((T) type, size, cell);
	}

	private static <T extends NativeType<T> & RealType<T>> Storage array(final T type, final long[] size) {
		final ArrayImg<T, ?> image = new ArrayImgFactory<>(type).create(size);
		return new Storage(image, List.of(storage(image, null)));
	}

	private static <T extends NativeType<T> & RealType<T>> Storage cells(final T type, final long[] size,
			final int cell) {
		final CellImg<T, ?> image = (CellImg<T, ?>) new CellImgFactory<>(type, runSize(size, cell)).create(size);
		final List<Object> arrays = new ArrayList<>();
		final Cursor<? extends Cell<?>> cells = image.getCells().cursor();
		while (cells.hasNext()) arrays.add(((ArrayDataAccess<?>) cells.next().getData()).getCurrentStorageArray());
		return new Storage(image, arrays);
	}

	/** Whole lines or planes as long as they fit; then as many of the next axis as fit; then single ones. */
	static int[] runSize(final long[] size, final int longest) {
		final int[] out = new int[size.length];
		long room = longest;
		for (int axis = 0; axis < size.length; axis++) {
			out[axis] = (int) Math.min(room, size[axis]);
			room = out[axis] == size[axis] ? room / out[axis] : 1;
		}
		return out;
	}

	private static Object storage(final NativeImg<?, ?> image, final Object position) {
		return ((ArrayDataAccess<?>) image.update(position)).getCurrentStorageArray();
	}

	private static UserError tooLarge(final long bytes) {
		final Runtime java = Runtime.getRuntime();
		return UserError.of(
				"An image of %.1f GB does not fit into the %.1f GB of memory that Java may use: raise the limit in Edit>Options>Memory & Threads.",
				bytes * 1e-9, java.maxMemory() * 1e-9);
	}
}
