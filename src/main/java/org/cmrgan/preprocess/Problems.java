/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.ArrayList;
import java.util.List;

import org.cmrgan.run.UserError;

/** Collects the problems of an input, so that its user sees all of them at once. Not thread-safe. */
final class Problems {
	private static final int NAMED = 10;

	private final List<String> sentences = new ArrayList<>();

	void add(final String format, final Object... arguments) {
		sentences.add(String.format(java.util.Locale.ROOT, format, arguments));
	}

	/** @throws UserError if anything was added */
	void throwIfAny() {
		if (sentences.isEmpty()) return;
		final StringBuilder all = new StringBuilder(
				String.join(" ", sentences.subList(0, Math.min(NAMED, sentences.size()))));
		if (sentences.size() > NAMED)
			all.append(" And ").append(sentences.size() - NAMED).append(" more problems of this kind.");
		throw new UserError(all.toString());
	}
}
