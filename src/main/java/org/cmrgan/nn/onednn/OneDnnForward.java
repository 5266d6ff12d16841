/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import org.bytedeco.dnnl.memory;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.onednn.OneDnnScript.Value;

/** Records the forward pass of a plan: the place of each value, and whether it is kept after the pass. */
final class OneDnnForward extends OneDnnPass {
	private final Value[] values;
	private final boolean[] kept;

	/**
	 * @param values by operation; filled
	 * @param kept by operation: true if a backward pass reads its value
	 */
	OneDnnForward(final Architecture architecture, final OneDnnStore store, final OneDnnScript script, final int images,
			final boolean training, final Value[] values, final boolean... kept) {
		super(architecture, store, script, images, training);
		this.values = values;
		this.kept = kept;
	}

	/**
	 * Memory for the result of a step.
	 *
	 * @param operation the last of the step
	 */
	Value result(final int operation, final memory.desc layout) {
		final Value made = kept[operation] ? script().kept(layout) : script().value(layout);
		values[operation] = made;
		return made;
	}

	/** The value of an earlier operation. */
	Value value(final int operation) {
		return values[operation];
	}

	/** Declares that two operations have the same value. */
	void same(final int operation, final Value value) {
		values[operation] = value.hold();
	}

	/** Reads the caller's array. */
	void begin() {
		final memory in = script().in(OneDnn.plain(F32, shape(0)));
		values[0] = script().kept(plain(shape(0)));
		script().reorder("reorder", in, values[0].memory());
	}

	/** Drops a value after its last use, unless it is kept after the pass. */
	void drop(final int operation) {
		if (!kept[operation]) script().drop(values[operation]);
	}

	/** Writes the value of the last operation. */
	void end() {
		final int last = values.length - 1;
		script().reorder("reorder", values[last].memory(), script().out(OneDnn.plain(F32, shape(last))));
	}
}
