/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * What something that is no business of operations makes of each kind of them. Immutable.
 *
 * @param <C> what it needs beside the operation
 * @param <R> what it makes
 */
public final class Dispatch<C, R> {
	private static final class Entry<T extends Operation, C, R> {
		private final Class<T> type;
		private final BiFunction<T, C, R> function;

		private Entry(final Class<T> type, final BiFunction<T, C, R> function) {
			this.type = type;
			this.function = function;
		}

		private R apply(final Operation operation, final C context) {
			return function.apply(type.cast(operation), context);
		}
	}

	private final List<Entry<?, C, R>> entries;

	private Dispatch(final List<Entry<?, C, R>> entries) {
		this.entries = entries;
	}

	/** One that knows no operation. */
	public static <C, R> Dispatch<C, R> none() {
		return new Dispatch<>(List.of());
	}

	/** One that knows an operation more, where none that was added before fits. */
	public <T extends Operation> Dispatch<C, R> with(final Class<T> type, final BiFunction<T, C, R> function) {
		final List<Entry<?, C, R>> more = new ArrayList<>(entries);
		more.add(new Entry<>(type, function));
		return new Dispatch<>(more);
	}

	/** Whether it knows an operation. */
	public boolean knows(final Operation operation) {
		return entry(operation).isPresent();
	}

	/** @throws IllegalArgumentException if it does not know the operation */
	public R apply(final Operation operation, final C context) {
		return entry(operation).orElseThrow(() -> new IllegalArgumentException("nothing is known of " + operation))
				.apply(operation, context);
	}

	private Optional<Entry<?, C, R>> entry(final Operation operation) {
		for (final Entry<?, C, R> e : entries) if (e.type.isInstance(operation)) return Optional.of(e);
		return Optional.empty();
	}
}
