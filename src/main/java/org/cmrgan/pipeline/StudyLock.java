/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.cmrgan.run.CancelledException;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;

/**
 * Keeps two jobs from writing to one study at the same time, by a lock on a file in it. The operating system releases
 * it when a process ends, however it ends. Jobs that only read take none. Jobs that share a study exclude all others,
 * but not each other.
 */
final class StudyLock implements AutoCloseable {
	/** The file's name. Its content names the holder; it is empty if there is none. */
	static final String FILE = ".lock";
	/** A byte after the content, because other processes read the content while the lock is held. */
	private static final long PLACE = 1L << 40;
	private static final int LONGEST = 1 << 10;
	private static final long POLL_MILLIS = 200;
	/**
	 * The studies that this process holds. Locks of a file system belong to the process: it would be granted a second
	 * one, and closing any channel to the file would release the first.
	 */
	private static final Map<Path, StudyLock> HELD = new HashMap<>();

	private final Path study;
	private final Path file;
	private final String holder;
	private final boolean shared;
	private final boolean madeFolder;
	private final FileChannel channel;
	private int users = 1;

	private StudyLock(final Path study, final String holder, final boolean shared, final boolean madeFolder,
			final FileChannel channel) {
		this.study = study;
		this.file = study.resolve(FILE);
		this.holder = holder;
		this.shared = shared;
		this.madeFolder = madeFolder;
		this.channel = channel;
	}

	/**
	 * @param study created if it does not exist
	 * @param job name of the job, for the message to others
	 * @param shared true if other shared jobs may work on the study too
	 * @throws UserError at once if another job works on the study, naming it
	 */
	static StudyLock take(final Path study, final String job, final boolean shared, final RunContext context) {
		synchronized (HELD) {
			final boolean made = !Files.exists(study);
			final Path place = made(study);
			final StudyLock held = HELD.get(place);
			if (held == null) {
				final StudyLock lock = lock(place, job, shared, made, context);
				HELD.put(place, lock);
				return lock;
			}
			if (!shared || !held.shared) throw busy(study, held.holder);
			held.users++;
			return held;
		}
	}

	/**
	 * The same for a folder in which the work is short: waits for the other job.
	 *
	 * @throws org.cmrgan.run.CancelledException after a cancel
	 */
	static StudyLock await(final Path folder, final String job, final RunContext context) {
		while (true) {
			try {
				return take(folder, job, false, context);
			} catch (final UserError e) {
				if (!(e.getCause() instanceof Busy)) throw e;
			}
			context.checkCancelled();
			try {
				Thread.sleep(POLL_MILLIS);
			} catch (final InterruptedException e) {
				throw new CancelledException();
			}
		}
	}

	/** Distinguishes a lock of another process from a file system without locks. */
	private static final class Busy extends Exception {
		private static final long serialVersionUID = 1L;
	}

	/** The real path of the folder, independent of links. */
	private static Path made(final Path study) {
		try {
			Files.createDirectories(study.toAbsolutePath());
			return study.toRealPath();
		} catch (final IOException e) {
			throw unwritable(study, e);
		}
	}

	private static UserError unwritable(final Path study, final IOException e) {
		return new UserError(
				"Cannot write to the study " + study + " (" + e + "): check its permissions and the free space.", e);
	}

	private static StudyLock lock(final Path study, final String job, final boolean shared, final boolean made,
			final RunContext context) {
		final String holder = job + " (process " + ProcessHandle.current().pid() + ", since "
				+ LocalTime.now().truncatedTo(ChronoUnit.MINUTES) + ")";
		try {
			final FileChannel channel = FileChannel.open(study.resolve(FILE), StandardOpenOption.CREATE,
					StandardOpenOption.READ, StandardOpenOption.WRITE);
			if (!tryLock(channel, shared, context)) {
				final String other = read(channel);
				channel.close();
				throw busy(study, other.isEmpty() ? "another process" : other);
			}
			write(channel, holder);
			return new StudyLock(study, holder, shared, made, channel);
		} catch (final IOException e) {
			throw unwritable(study, e);
		}
	}

	/** Also true if the file system has no locks; then the user is warned. */
	private static boolean tryLock(final FileChannel channel, final boolean shared, final RunContext context) {
		try {
			return channel.tryLock(PLACE, 1, shared) != null;
		} catch (final IOException e) {
			context.warn("The file system of the study does not support locks (" + e.getMessage()
					+ "): run only one command at a time on this study.");
			return true;
		}
	}

	private static UserError busy(final Path study, final String holder) {
		return new UserError(holder + " is working on the study " + study
				+ ": wait until it has ended, or give study= another folder.", new Busy());
	}

	private static String read(final FileChannel channel) throws IOException {
		final ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
		channel.read(bytes, 0);
		return new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ")
				.trim();
	}

	private static void write(final FileChannel channel, final String text) throws IOException {
		channel.truncate(0);
		channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
	}

	@Override
	public void close() {
		synchronized (HELD) {
			users--;
			if (users > 0) return;
			HELD.remove(study);
			try {
				channel.truncate(0);
				channel.close();
				if (madeFolder && holdsNothingElse()) {
					Files.deleteIfExists(file);
					Files.deleteIfExists(study);
				}
			} catch (final IOException e) {
				// The lock ends with the process at the latest, and the results are complete.
			}
		}
	}

	private boolean holdsNothingElse() throws IOException {
		try (Stream<Path> inside = Files.list(study)) {
			return inside.allMatch(file::equals);
		}
	}
}
