/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.util.Map;

import org.cmrgan.run.ForwardingContext;
import org.cmrgan.run.RunContext;

/**
 * A context in which warnings and messages begin with their fold. A warning that another fold of the same command had
 * before becomes a message, because most settings fail in all folds alike, and one warning is enough.
 */
final class FoldWarnings extends ForwardingContext {
	private final int fold;
	private final Map<String, Integer> before;

	/**
	 * @param fold of the work; 0 for all data
	 * @param before the first fold of each warning of the command; extended here
	 */
	FoldWarnings(final RunContext outer, final int fold, final Map<String, Integer> before) {
		super(outer);
		this.fold = fold;
		this.before = before;
	}

	@Override
	public void warn(final String message) {
		final Integer first = before.putIfAbsent(message, fold);
		if (first == null || first == fold) super.warn("Fold " + fold + ": " + message);
		else
			super.info("Fold " + fold + " has the same warning as fold " + first + ": " + message);
	}

	@Override
	public void info(final String message) {
		super.info("Fold " + fold + ": " + message);
	}
}
