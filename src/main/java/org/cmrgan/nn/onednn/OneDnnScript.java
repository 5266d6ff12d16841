/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import static org.bytedeco.dnnl.global.dnnl.DNNL_ARG_SCRATCHPAD;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.primitive_desc;
import org.bytedeco.javacpp.Pointer;
import org.cmrgan.nn.graph.Ends;
import org.cmrgan.nn.operation.NativeFloats;

/**
 * Calls of oneDNN, recorded once in their order and then repeated, with the addresses of everything they read and
 * write. The recorder says when a value is dropped, so that the next can reuse its memory.
 */
final class OneDnnScript implements AutoCloseable {
	/** A stretch of memory with one or several values or errors. */
	private static final class Slot {
		private final NativeMemory.Region region;
		private final long offset;
		private final long bytes;
		private int holders = 1;

		private Slot(final NativeMemory.Region region, final long bytes) {
			this.region = region;
			this.bytes = bytes;
			offset = region.take(bytes);
		}
	}

	/** Numbers in a layout. */
	static final class Value {
		private final memory.desc layout;
		private final memory memory;
		private final Slot slot;

		private Value(final memory.desc layout, final memory memory, final Slot slot) {
			this.layout = layout;
			this.memory = memory;
			this.slot = slot;
		}

		memory.desc layout() {
			return layout;
		}

		memory memory() {
			return memory;
		}

		/** True if nothing else refers to these bytes, so that they may be overwritten. */
		boolean isSole() {
			return slot.holders == 1;
		}

		/** Adds a reference to the bytes. */
		Value hold() {
			slot.holders++;
			return this;
		}
	}

	private final OneDnn library;
	private final NativeMemory.Region kept;
	private final NativeMemory.Region passing = new NativeMemory.Region();
	private final List<Runnable> steps = new ArrayList<>();
	private final List<String> names = new ArrayList<>();
	private final Set<OneDnnWeight.Copy> weights = new LinkedHashSet<>();
	private final List<Pointer> owned = new ArrayList<>();
	private final List<OneDnn.Op> ops = new ArrayList<>();
	private memory in;
	private memory out;

	/** @param kept region of values that are kept after the script; the script's own region if there are none */
	OneDnnScript(final OneDnn library, final NativeMemory.Region kept) {
		this.library = library;
		this.kept = kept;
	}

	OneDnnScript(final OneDnn library) {
		this.library = library;
		kept = passing;
	}

	// Values

	/** Memory for numbers in a layout that are kept after the script, if any are. */
	Value kept(final memory.desc layout) {
		return value(layout, new Slot(kept, layout.get_size()));
	}

	/** Memory for numbers in a layout, until they are dropped. */
	Value value(final memory.desc layout) {
		return value(layout, new Slot(passing, layout.get_size()));
	}

	private Value value(final memory.desc layout, final Slot slot) {
		return new Value(layout, at(slot, 0, layout), slot);
	}

	/** The same bytes in another shape, with one more reference. */
	Value alias(final Value v, final memory.desc layout) {
		return value(layout, v.hold().slot);
	}

	/** The bytes of a value, starting at one of them, in another shape. */
	memory part(final Value v, final long from, final memory.desc layout) {
		return at(v.slot, from, layout);
	}

	private memory at(final Slot slot, final long from, final memory.desc layout) {
		final memory made = own(library.unplaced(layout));
		slot.region.put(made, slot.offset + from);
		return made;
	}

	/** Removes one reference; without any, the memory can be reused. */
	void drop(final Value v) {
		if (--v.slot.holders == 0 && v.slot.region == passing) passing.give(v.slot.offset, v.slot.bytes);
	}

	/** The same numbers in a layout: the value itself with one more reference, or a copy. */
	Value as(final Value v, final memory.desc layout) {
		if (OneDnn.same(v.layout, layout)) return v.hold();
		final Value copy = value(layout);
		reorder("reorder", v.memory, copy.memory);
		return copy;
	}

	/**
	 * A copy in a layout, with each image multiplied by a factor.
	 *
	 * @param factors [images]
	 */
	Value scaled(final Value v, final memory.desc layout, final memory factors) {
		final Value copy = value(layout);
		step("scale", library.scaled(v.memory, copy.memory, factors));
		return copy;
	}

	/** The place of the caller's input array. */
	memory in(final memory.desc layout) {
		in = own(library.unplaced(layout));
		return in;
	}

	/** The place of the caller's output array. */
	memory out(final memory.desc layout) {
		out = own(library.unplaced(layout));
		return out;
	}

	/** Weights in a layout, up to date whenever the script runs. */
	memory weights(final OneDnnWeight of, final memory.desc layout) {
		final OneDnnWeight.Copy copy = of.copy(layout);
		weights.add(copy);
		return copy.memory();
	}

	/** An object that is freed with the script. */
	<P extends Pointer> P own(final P pointer) {
		owned.add(pointer);
		return pointer;
	}

	// Calls

	/** Calls a primitive, whose scratchpad is in the script's memory. */
	void call(final String name, final primitive_desc description, final Object... arguments) {
		final memory.desc layout = OneDnn.scratchpad(description);
		if (layout.get_size() == 0) {
			step(name, library.op(description, arguments));
			return;
		}
		final Value scratchpad = value(layout);
		final Object[] all = Arrays.copyOf(arguments, arguments.length + 2);
		all[arguments.length] = DNNL_ARG_SCRATCHPAD;
		all[arguments.length + 1] = scratchpad.memory;
		step(name, library.op(description, all));
		drop(scratchpad);
	}

	/** A copy into another layout. */
	void reorder(final String name, final memory from, final memory to) {
		step(name, library.reorder(from, to));
	}

	private void step(final String name, final OneDnn.Op op) {
		ops.add(op);
		step(name, op::run);
	}

	/** Runs code that is not a call of oneDNN. */
	void step(final String name, final Runnable run) {
		steps.add(run);
		names.add(name);
	}

	/** Ends the recording and assigns memory to the values. */
	void place(final NativeMemory memory) {
		memory.place(passing);
	}

	void forget(final NativeMemory memory) {
		memory.forget(passing);
	}

	// Running

	/**
	 * @param from address of the input array
	 * @param to address of the output array; ignored if there is none
	 * @param version of the parameters
	 */
	void run(final long from, final long to, final long version) {
		bind(NativeFloats.at(from), NativeFloats.at(to));
		for (final OneDnnWeight.Copy weight : weights) weight.refresh(version);
		for (final Runnable step : steps) step.run();
	}

	private void bind(final Pointer from, final Pointer to) {
		in.set_data_handle(from);
		if (out != null) out.set_data_handle(to);
	}

	/** Milliseconds of each kind of call in one run, for the benchmark. */
	String profile(final Pointer from, final Pointer to) {
		bind(from, to);
		final TreeMap<String, Double> sums = new TreeMap<>();
		for (int i = 0; i < steps.size(); i++) {
			final long start = System.nanoTime();
			steps.get(i).run();
			sums.merge(names.get(i), (System.nanoTime() - start) * 1e-6, Double::sum);
		}
		return sums.entrySet().stream().map(e -> String.format(Locale.ROOT, "%s %.1f", e.getKey(), e.getValue()))
				.collect(Collectors.joining(", "));
	}

	@Override
	public void close() {
		ops.forEach(OneDnn.Op::close);
		owned.forEach(Pointer::close);
	}
}
