/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/** Runs independent pieces of work on all cores, with progress and cancellation, and returns the results in order. */
public final class Workers {
	private Workers() {}

	/**
	 * Runs the pieces and blocks until all are done. At most one piece per core is under way, and none when this method
	 * returns or throws.
	 *
	 * @param <T> type of a result
	 * @param context receives progress and messages, and checks for a request to stop
	 * @param label what is being done, e.g. "Preprocess"
	 * @param unit the word for one piece, e.g. "image"
	 * @param count number of pieces
	 * @param work computes the result of a piece from its number, from 0; called by several threads at once
	 * @return the results in the order of the pieces
	 * @throws CancelledException once the user asked to stop
	 */
	public static <T> List<T> inOrder(final RunContext context, final String label, final String unit, final int count,
			final IntFunction<T> work) {
		final int cores = Runtime.getRuntime().availableProcessors();
		final ExecutorService pool = Executors.newFixedThreadPool(cores);
		try (Progress progress = context.start(label, unit, count)) {
			final List<T> results = new ArrayList<>(count);
			final Deque<Future<T>> running = new ArrayDeque<>();
			for (int i = 0; i < count || !running.isEmpty();) {
				// A few in store, so that a slow piece does not let the other cores wait.
				while (i < count && running.size() < 4 * cores) {
					final int piece = i++;
					running.add(pool.submit(() -> work.apply(piece)));
				}
				results.add(result(running.remove()));
				progress.done(results.size());
			}
			return results;
		} finally {
			pool.shutdownNow();
			awaitEnd(pool);
		}
	}

	private static <T> T result(final Future<T> future) {
		try {
			return future.get();
		} catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
			throw new CancelledException();
		} catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException) throw (RuntimeException) e.getCause();
			if (e.getCause() instanceof Error) throw (Error) e.getCause();
			throw new IllegalStateException(e.getCause());
		}
	}

	private static void awaitEnd(final ExecutorService pool) {
		try {
			pool.awaitTermination(Long.MAX_VALUE, TimeUnit.NANOSECONDS);
		} catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
