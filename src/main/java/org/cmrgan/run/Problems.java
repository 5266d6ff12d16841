/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** Collects what is wrong with several values, so that the user sees all of it at once. */
public final class Problems {
	private final Set<String> sentences = new LinkedHashSet<>();

	/**
	 * {@return the value of {@code source}; empty if it throws a {@link UserError}, which is kept for {@link #raise}}
	 *
	 * @param <T> type of the value
	 * @param source computes the value
	 */
	public <T> Optional<T> of(final Supplier<T> source) {
		try {
			return Optional.of(source.get());
		} catch (final UserError e) {
			sentences.addAll(e.problems());
			return Optional.empty();
		}
	}

	/**
	 * Runs a check and keeps the {@link UserError} that it throws, if any.
	 *
	 * @param check throws a {@link UserError} if a value is not valid
	 * @return this
	 */
	public Problems check(final Runnable check) {
		of(() -> {
			check.run();
			return true;
		});
		return this;
	}

	/** @throws UserError with all that was kept, each sentence once; nothing happens if there is none */
	public void raise() {
		if (!sentences.isEmpty()) throw new UserError(new ArrayList<>(sentences));
	}
}
