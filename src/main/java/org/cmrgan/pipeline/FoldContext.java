/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import org.cmrgan.run.ForwardingContext;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;

/** A context in which the label of every progress begins with its fold. */
final class FoldContext extends ForwardingContext {
	private final String place;

	/** @param place such as "fold 2 of 4" */
	FoldContext(final RunContext outer, final String place) {
		super(outer);
		this.place = place;
	}

	@Override
	public Progress start(final String label, final String unit, final long steps) {
		return super.start(place + ", " + label, unit, steps);
	}
}
