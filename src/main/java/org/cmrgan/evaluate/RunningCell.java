/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.concurrent.atomic.AtomicBoolean;

import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;

/** The state of a running cell. The cell's thread writes it, and the thread that reports to the user reads it. */
final class RunningCell implements RunContext {
	private final Cell cell;
	private final AtomicBoolean cancelled;
	private volatile String progress = "";

	/** @param cancelled shared by all cells of a run */
	RunningCell(final Cell cell, final AtomicBoolean cancelled) {
		this.cell = cell;
		this.cancelled = cancelled;
	}

	@Override
	public Progress start(final String label, final String unit, final long steps) {
		return new Progress() {
			@Override
			public void done(final long done) {
				checkCancelled();
				progress = " " + unit + " " + done + "/" + steps;
			}

			@Override
			public void close() {
				progress = "";
			}
		};
	}

	@Override
	public boolean isCancelled() {
		return cancelled.get();
	}

	@Override
	public void info(final String message) {
		throw new UnsupportedOperationException("a cell has nothing to log: " + message);
	}

	@Override
	public void warn(final String message) {
		throw new UnsupportedOperationException("a cell has nothing to warn of: " + message);
	}

	@Override
	public void record(final String name, final Object value) {
		throw new UnsupportedOperationException("a cell records nothing: " + name);
	}

	/** For users: "fold 2, E-GAN 3x, ResNet-50 epoch 12/40". */
	@Override
	public String toString() {
		return cell.title() + progress;
	}
}
