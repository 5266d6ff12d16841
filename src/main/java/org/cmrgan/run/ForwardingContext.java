/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.Map;

/** A context that forwards every call to another one. Subclasses override the calls that they change. */
public abstract class ForwardingContext implements RunContext {
	private final RunContext outer;

	/** @param outer receives every call */
	protected ForwardingContext(final RunContext outer) {
		this.outer = outer;
	}

	@Override
	public Progress start(final String label, final String unit, final long steps) {
		return outer.start(label, unit, steps);
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
