/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import net.imglib2.RandomAccessibleInterval;
import net.imglib2.blocks.PrimitiveBlocks;
import net.imglib2.blocks.PrimitiveBlocks.OnFallback;
import net.imglib2.img.cell.CellGrid;
import net.imglib2.type.NativeType;
import net.imglib2.util.Intervals;
import net.imglib2.view.Views;

/**
 * Divides an image into boxes that are consecutive in a file, and copies them out as primitive arrays, in the order of
 * the file.
 */
final class VoxelRuns {
	private final PrimitiveBlocks<?> blocks;
	private final CellGrid grid;
	private final ElementType type;

	/**
	 * @param type of the numbers
	 * @param voxels in the order of the file: channels first, if there are several
	 * @param longest largest number of numbers in a run
	 */
	VoxelRuns(final ElementType type, final RandomAccessibleInterval<?> voxels, final int longest) {
		this.type = type;
		blocks = blocks(voxels);
		final long[] size = voxels.dimensionsAsLongArray();
		grid = new CellGrid(size, Storage.runSize(size, longest));
	}

	/** Number of runs. */
	long count() {
		return Intervals.numElements(grid.getGridDimensions());
	}

	/** Numbers in the longest run. */
	int longest() {
		int product = 1;
		for (int axis = 0; axis < grid.numDimensions(); axis++) product *= grid.cellDimension(axis);
		return product;
	}

	/** A new array that fits any run. */
	Object array() {
		return Numbers.array(type, longest());
	}

	/** Copies run {@code index} into an array made by {@link #array}; returns how many numbers it has. */
	int copy(final long index, final Object array) {
		final long[] min = new long[grid.numDimensions()];
		final int[] size = new int[min.length];
		grid.getCellDimensions(index, min, size);
		blocks.copy(min, array, size);
		int product = 1;
		for (final int n : size) product *= n;
		return product;
	}

	@SuppressWarnings("unchecked")
	private static <T extends NativeType<T>> PrimitiveBlocks<T> blocks(final RandomAccessibleInterval<?> voxels) {
		return PrimitiveBlocks.of(Views.zeroMin((RandomAccessibleInterval<T>) voxels), OnFallback.ACCEPT);
	}
}
