/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.Map;

import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;

/** A context in which all work begins with the fold that it is of. */
final class FoldContext implements RunContext {
	private final RunContext outer;
	private final String place;

	/** @param place such as "fold 2 of 4" */
	FoldContext(final RunContext outer, final String place) {
		this.outer = outer;
		this.place = place;
	}

	@Override
	public Progress start(final String label, final String unit, final long steps) {
		return outer.start(place + ", " + label, unit, steps);
	}

	@Override
	public void plan(final Map<String, Double> parts) {
		outer.plan(parts);
	}

	@Override
	public boolean isCancelled() {
		return outer.isCancelled();
	}

	@Override
	public void info(final String message) {
		outer.info(message);
	}

	@Override
	public void table(final String text) {
		outer.table(text);
	}

	@Override
	public void warn(final String message) {
		outer.warn(message);
	}

	@Override
	public void record(final String name, final Object value) {
		outer.record(name, value);
	}
}
