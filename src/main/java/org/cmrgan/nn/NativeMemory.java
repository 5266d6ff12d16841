package org.cmrgan.nn;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bytedeco.dnnl.memory;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.javacpp.Pointer;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One block of native memory that all plans of an executor share, because only one of them runs at a time. Plans reckon
 * with offsets; {@link #place} tells them where the block lies, again whenever it had to grow.
 */
final class NativeMemory implements AutoCloseable {
	private static final long ALIGNMENT = 64;

	private static final class Placed {
		private final memory memory;
		private final long offset;

		Placed(final memory memory, final long offset) {
			this.memory = memory;
			this.offset = offset;
		}
	}

	/** Reckons which offsets are in use while a plan is written down; the plan runs later. */
	static final class Offsets {
		private final TreeMap<Long, Long> free = new TreeMap<>();
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

		/** Bytes needed at the fullest moment. */
		long size() {
			return size;
		}
	}

	private final List<Placed> placed = new ArrayList<>();
	private Pointer block = new Pointer();
	private long size;

	/** Gives each memory its place; the block grows to {@code bytes} if it is smaller, and loses what it held. */
	void place(final List<memory> memories, final List<Long> offsets, final long bytes) {
		final List<Placed> more = new ArrayList<>();
		for (int i = 0; i < memories.size(); i++) more.add(new Placed(memories.get(i), offsets.get(i)));
		placed.addAll(more);
		if (bytes > size) {
			release();
			block = Pointer.malloc(bytes + ALIGNMENT);
			if (block == null || block.isNull()) {
				block = new Pointer();
				throw new OutOfMemoryError("no " + bytes / (1 << 20) + " MB of native memory for a network's values");
			}
			assert filledWithNaN(block, bytes + ALIGNMENT);
			size = bytes;
			put(placed);
		} else
			put(more);
	}

	private void put(final List<Placed> which) {
		final long start = (block.address() + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
		for (final Placed p : which) p.memory.set_data_handle(At.address(start + p.offset));
	}

	/** Under assertions, as in tests, memory begins as NaN, so that whatever reads before it writes shows. */
	static boolean filledWithNaN(final Pointer block, final long bytes) {
		Pointer.memset(block, 0xFF, bytes);
		return true;
	}

	/** Forgets memories that are about to be freed. */
	void forget(final List<memory> memories) {
		final java.util.Set<memory> gone = java.util.Collections.newSetFromMap(new java.util.IdentityHashMap<>());
		gone.addAll(memories);
		placed.removeIf(p -> gone.contains(p.memory));
	}

	long size() {
		return size;
	}

	private void release() {
		if (!block.isNull()) Pointer.free(block);
		block = new Pointer();
		size = 0;
	}

	@Override
	public void close() {
		placed.clear();
		release();
	}

	/** The numbers of a c-order array of floats, which may be a stretch of another one; owns nothing. */
	static FloatPointer floats(final INDArray array) {
		return new FloatPointer(At.address(array.data().address() + Float.BYTES * array.offset()));
	}

	/** A pointer to an address, owning nothing. */
	static final class At extends Pointer {
		private At(final long address) {
			super((Pointer) null);
			this.address = address;
		}

		static Pointer address(final long address) {
			return new At(address);
		}
	}
}
