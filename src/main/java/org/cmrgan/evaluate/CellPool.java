/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.cmrgan.run.CancelledException;
import org.cmrgan.run.RunContext;

/**
 * Runs cells in parallel, each on its own thread. Only the caller's thread hands over results, shows progress and
 * checks for a cancel. The result of a cell does not depend on the cells that run beside it.
 */
final class CellPool {
	private static final long POLL_MILLIS = 200;
	/** Number of cells named in the progress line. */
	private static final int NAMED = 2;

	private final CellRunner runner;
	private final RunContext context;
	private final AtomicBoolean cancelled = new AtomicBoolean();
	private final Map<Future<CellResult>, RunningCell> running = new LinkedHashMap<>();

	CellPool(final CellRunner runner, final RunContext context) {
		this.runner = runner;
		this.context = context;
	}

	/**
	 * Blocks until all cells are done; no cell is running when this returns or throws.
	 *
	 * @param images provides the images of a cell; called on the cell's thread
	 * @param finished takes each result on the caller's thread as soon as it exists, in arbitrary order
	 * @param watching receives the running cells in words, several times a second, on the caller's thread
	 * @throws CancelledException after a cancel
	 */
	void run(final Collection<Cell> cells, final Function<Cell, CellImages> images, final Consumer<CellResult> finished,
			final Consumer<String> watching) {
		if (cells.isEmpty()) return;
		final int threads = Math.min(cells.size(), runner.sideBySide());
		final ExecutorService pool = Executors.newFixedThreadPool(threads);
		final CompletionService<CellResult> service = new ExecutorCompletionService<>(pool);
		final Deque<Cell> waiting = new ArrayDeque<>(cells);
		try {
			while (!waiting.isEmpty() || !running.isEmpty()) {
				while (!waiting.isEmpty() && running.size() < threads) {
					final Cell cell = waiting.remove();
					final RunningCell inside = new RunningCell(cell, cancelled);
					running.put(service.submit(() -> runner.run(cell, images.apply(cell), inside)), inside);
				}
				context.checkCancelled();
				watching.accept(words());
				final Future<CellResult> done = service.poll(POLL_MILLIS, TimeUnit.MILLISECONDS);
				if (done == null) continue;
				running.remove(done);
				finished.accept(result(done));
			}
		} catch (final InterruptedException e) {
			throw new CancelledException();
		} finally {
			// Threads are not interrupted, because an interrupt would reach into native code and files. Cells check for
			// a cancel at every step.
			cancelled.set(true);
			pool.shutdown();
			awaitEnd(pool);
		}
	}

	private String words() {
		final String first = running.values().stream().limit(NAMED).map(RunningCell::toString)
				.collect(Collectors.joining("; "));
		return running.size() > NAMED ? first + " and " + (running.size() - NAMED) + " more" : first;
	}

	private static CellResult result(final Future<CellResult> done) throws InterruptedException {
		try {
			return done.get();
		} catch (final ExecutionException e) {
			if (e.getCause() instanceof RuntimeException) throw (RuntimeException) e.getCause();
			if (e.getCause() instanceof Error) throw (Error) e.getCause();
			throw new IllegalStateException(e.getCause());
		}
	}

	private static void awaitEnd(final ExecutorService pool) {
		boolean interrupted = false;
		for (boolean ended = false; !ended;) {
			try {
				ended = pool.awaitTermination(1, TimeUnit.MINUTES);
			} catch (final InterruptedException e) {
				interrupted = true;
			}
		}
		if (interrupted) Thread.currentThread().interrupt();
	}
}
