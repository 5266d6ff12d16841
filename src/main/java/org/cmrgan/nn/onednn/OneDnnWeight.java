/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.ArrayList;
import java.util.List;

import org.bytedeco.dnnl.memory;

/** Weights in the layouts of primitives, copied again whenever the parameter vector has changed. */
final class OneDnnWeight implements AutoCloseable {
	/** One layout. */
	final class Copy {
		private final memory memory;
		private final memory.desc description;
		private final OneDnn.Op fill;
		private long filled = -1;

		private Copy(final memory.desc description) {
			this.description = description;
			if (OneDnn.same(description, source.get_desc())) {
				memory = source;
				fill = null;
			} else {
				memory = library.allocated(description);
				fill = library.reorder(source, memory);
			}
		}

		memory memory() {
			return memory;
		}

		/** Copies the weights unless that was done for this version of the parameters. */
		void refresh(final long now) {
			prepare(now);
			if (filled == now) return;
			filled = now;
			if (fill != null) fill.run();
		}

		private void close() {
			if (fill == null) return;
			fill.close();
			memory.close();
		}
	}

	private final OneDnn library;
	private final memory source;
	private final Runnable preparation;
	private final List<Copy> copies = new ArrayList<>();
	private long prepared = -1;

	/**
	 * @param source the weights in the layout of the parameter vector, or as {@code preparation} makes them
	 * @param preparation runs once for each version of the parameters
	 */
	OneDnnWeight(final OneDnn library, final memory source, final Runnable preparation) {
		this.library = library;
		this.source = source;
		this.preparation = preparation;
	}

	/** The copy in a layout, shared by all steps that want the same. */
	Copy copy(final memory.desc description) {
		for (final Copy c : copies) if (OneDnn.same(c.description, description)) return c;
		final Copy made = new Copy(description);
		copies.add(made);
		return made;
	}

	private void prepare(final long now) {
		if (prepared == now) return;
		prepared = now;
		preparation.run();
	}

	@Override
	public void close() {
		copies.forEach(Copy::close);
		source.close();
	}
}
