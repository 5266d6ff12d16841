/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.cmrgan.nn.operation.NativeFloats;

/**
 * One block of native memory that all plans of an executor share, because only one of them runs at a time. Plans use
 * offsets in a {@link Region}; {@link #place} converts them to addresses, again whenever the block had to grow.
 */
final class NativeMemory implements AutoCloseable {
	private static final long ALIGNMENT = 64;

	/** Tracks which offsets are in use while a plan is recorded; the plan runs later. */
	static final class Region {
		private final TreeMap<Long, Long> free = new TreeMap<>();
		private final List<memory> memories = new ArrayList<>();
		private final List<Long> offsets = new ArrayList<>();
		private long top;
		private long size;

		/** The smallest gap that is large enough. */
		long take(final long bytes) {
			final long need = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
			long best = -1;
			for (final Map.Entry<Long, Long> gap : free.entrySet())
				if (gap.getValue() >= need && (best < 0 || gap.getValue() < free.get(best))) best = gap.getKey();
			if (best >= 0) {
				final long length = free.remove(best);
				if (length > need) free.put(best + need, length - need);
				return best;
			}
			// The last gap may reach to the top: grow it.
			final Map.Entry<Long, Long> last = free.lastEntry();
			final long at = last != null && last.getKey() + last.getValue() == top ? last.getKey() : top;
			if (at != top) free.remove(at);
			top = at + need;
			size = Math.max(size, top);
			return at;
		}

		void give(final long offset, final long bytes) {
			long at = offset;
			long length = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
			final Map.Entry<Long, Long> before = free.lowerEntry(at);
			if (before != null && before.getKey() + before.getValue() == at) {
				at = before.getKey();
				length += before.getValue();
			}
			final Long after = free.remove(offset + (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
			if (after != null) length += after;
			free.put(at, length);
		}

		/** Registers a memory at an offset. */
		public void put(final memory memory, final long offset) {
			memories.add(memory);
			offsets.add(offset);
		}

		private void begin(final long start) {
			for (int i = 0; i < memories.size(); i++)
				memories.get(i).set_data_handle(NativeFloats.at(start + offsets.get(i)));
		}
	}

	private final List<Region> regions = new ArrayList<>();
	private Pointer block = new Pointer();
	private long size;

	/** Gives each memory of a region its address. If the block is too small, it grows and loses its content. */
	void place(final Region region) {
		regions.add(region);
		if (region.size <= size) {
			region.begin(start());
			return;
		}
		release();
		block = Pointer.malloc(region.size + ALIGNMENT);
		if (block == null || block.isNull()) {
			block = new Pointer();
			throw new OutOfMemoryError("no " + region.size / (1 << 20) + " MB of native memory for a network's values");
		}
		assert filledWithNaN(block, region.size + ALIGNMENT);
		size = region.size;
		regions.forEach(r -> r.begin(start()));
	}

	private long start() {
		return (block.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
	}

	/** With assertions enabled, as in tests, memory is filled with NaN, so that a read before the first write shows. */
	static boolean filledWithNaN(final Pointer block, final long bytes) {
		Pointer.memset(block, 0xFF, bytes);
		return true;
	}

	/** Removes a region whose memories are about to be freed. */
	void forget(final Region region) {
		regions.remove(region);
	}

	private void release() {
		if (!block.isNull()) Pointer.free(block);
		block = new Pointer();
		size = 0;
	}

	@Override
	public void close() {
		regions.clear();
		release();
	}

	/** The numbers of one image at a memory's current address, which must contain plain floats. */
	static double[] read(final memory from, final int image, final int length) {
		final float[] floats = new float[length];
		new FloatPointer(from.get_data_handle()).position((long) image * length).get(floats);
		final double[] numbers = new double[length];
		for (int i = 0; i < length; i++) numbers[i] = floats[i];
		return numbers;
	}

	/** Writes the numbers of one image, as plain floats, to the current address of a memory. */
	static void write(final memory to, final int image, final double... numbers) {
		final float[] floats = new float[numbers.length];
		for (int i = 0; i < floats.length; i++) floats[i] = (float) numbers[i];
		new FloatPointer(to.get_data_handle()).position((long) image * floats.length).put(floats);
	}
}
