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
 * A function that depends on the kind of an operation, such as its translation to another format. Immutable.
 *
 * @param <C> what it needs beside the operation
 * @param <R> its result
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

	/**
	 * {@return a dispatch that knows no operation}
	 *
	 * @param <C> what it needs beside the operation
	 * @param <R> its result
	 */
	public static <C, R> Dispatch<C, R> none() {
		return new Dispatch<>(List.of());
	}

	/**
	 * {@return this dispatch with one more kind of operation. The first matching kind applies}
	 *
	 * @param <T> kind of operation
	 * @param type kind of operation
	 * @param function for operations of this kind
	 */
	public <T extends Operation> Dispatch<C, R> with(final Class<T> type, final BiFunction<T, C, R> function) {
		final List<Entry<?, C, R>> more = new ArrayList<>(entries);
		more.add(new Entry<>(type, function));
		return new Dispatch<>(more);
	}

	/**
	 * {@return true if it knows the kind of an operation}
	 *
	 * @param operation any operation
	 */
	public boolean knows(final Operation operation) {
		return entry(operation).isPresent();
	}

	/**
	 * {@return the result for an operation}
	 *
	 * @param operation any operation
	 * @param context what the function needs beside it
	 * @throws IllegalArgumentException if it does not know the kind of the operation
	 */
	public R apply(final Operation operation, final C context) {
		return entry(operation).orElseThrow(() -> new IllegalArgumentException("no case for " + operation))
				.apply(operation, context);
	}

	private Optional<Entry<?, C, R>> entry(final Operation operation) {
		for (final Entry<?, C, R> e : entries) if (e.type.isInstance(operation)) return Optional.of(e);
		return Optional.empty();
	}
}
