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
 * A running job, for the case that ImageJ quits or the process receives SIGTERM. Then the job is cancelled, so that a
 * training leaves a checkpoint, and waited for, because native code must not run while its library is unloaded.
 */
final class Quitting implements AutoCloseable {
	/** Batch systems kill a process about 30 s after SIGTERM. */
	private static final Duration PATIENCE = Duration.ofSeconds(20);

	private static final Set<Quitting> RUNNING = ConcurrentHashMap.newKeySet();
	static {
		Runtime.getRuntime().addShutdownHook(new Thread(Quitting::endAll, "CMR GAN shutdown"));
	}

	private final Runnable cancel;
	private final CountDownLatch ended = new CountDownLatch(1);

	/**
	 * Registers a job; close it when the job has ended and is logged.
	 *
	 * @param cancel cancels the job, from another thread
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
