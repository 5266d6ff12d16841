/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A job that runs, for the case that ImageJ is quit or the process is asked to end (SIGTERM): then the job is cancelled, so
 * that a training leaves a checkpoint, and waited for, because native code must not run on while its library is taken down.
 */
final class Quitting implements AutoCloseable {
	/** Batch systems kill what has not ended about 30 s after they have asked. */
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Set<Quitting> RUNNING = ConcurrentHashMap.newKeySet();
	static {
		Runtime.getRuntime().addShutdownHook(new Thread(Quitting::endAll, "CMR GAN shutdown"));
	}

	private final Runnable cancel;
	private final CountDownLatch ended = new CountDownLatch(1);

	/**
	 * The job begins; close it when it has ended, in whatever way, and the log says so.
	 *
	 * @param cancel asks it to stop, from another thread
	 */
	Quitting(final Runnable cancel) {
		this.cancel = cancel;
		RUNNING.add(this);
	}

	/** True if no job runs. */
	static boolean isIdle() {
		return RUNNING.isEmpty();
	}

	@Override
	public void close() {
		RUNNING.remove(this);
		ended.countDown();
	}

	private static void endAll() {
		final long until = System.nanoTime() + PATIENCE.toNanos();
		for (final Quitting job : RUNNING) job.cancel.run();
		try {
			for (final Quitting job : RUNNING) job.ended.await(until - System.nanoTime(), TimeUnit.NANOSECONDS);
		} catch (final InterruptedException e) {
			Thread.currentThread().interrupt();
		}
	}
}
