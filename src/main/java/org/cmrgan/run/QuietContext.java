/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.function.BooleanSupplier;

/** Says nothing. */
final class QuietContext implements RunContext {
	private final BooleanSupplier cancelled;

	QuietContext(final BooleanSupplier cancelled) {
		this.cancelled = cancelled;
	}

	private static final Progress SILENT = new Progress() {
		@Override
		public void done(final long done) { /* nobody watches */ }

		@Override
		public void close() { /* nothing is open */ }
	};

	@Override
	public Progress start(final String label, final String unit, final long steps) {
		return SILENT;
	}

	@Override
	public boolean isCancelled() {
		return cancelled.getAsBoolean();
	}

	@Override
	public void info(final String message) { /* nobody listens */ }

	@Override
	public void warn(final String message) { /* nobody listens */ }

	@Override
	public void record(final String name, final Object value) { /* nothing is written */ }
}
