/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyLockTest {
	@TempDir
	Path folder;

	/** Holds a study until it is killed; says when it has begun. */
	static final class Holder {
		public static void main(final String[] args) throws Exception {
			StudyLock.take(Path.of(args[0]), "Train E-GAN", Boolean.parseBoolean(args[1]), RunContext.quiet());
			Files.createFile(Path.of(args[2]));
			Thread.sleep(60_000);
		}
	}

	private StudyLock take(final boolean shared) {
		return StudyLock.take(folder, "Write Report", shared, RunContext.quiet());
	}

	private Process holder(final boolean shared) throws IOException, InterruptedException {
		final Path ready = Files.createTempDirectory("lock").resolve("ready");
		final Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"), Holder.class.getName(),
				folder.toString(), Boolean.toString(shared), ready.toString()).inheritIO().start();
		for (int i = 0; i < 600 && process.isAlive() && !Files.exists(ready); i++) Thread.sleep(50);
		assertTrue(Files.exists(ready), "the other process holds the study");
		return process;
	}

	@Test
	void anotherProcessIsNamedAndItsDeathEndsTheLock() throws Exception {
		final Process other = holder(false);
		try {
			final String message = assertThrows(UserError.class, () -> take(false)).getMessage();
			assertTrue(message.startsWith("Train E-GAN (process " + other.pid() + ", since "), message);
			assertTrue(message.contains(folder.toRealPath().toString()), message);
			assertThrows(UserError.class, () -> take(true));
		} finally {
			other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
		take(false).close();
	}

	@Test
	void thoseThatShareExcludeOnlyOthers() throws Exception {
		final Process other = holder(true);
		try (StudyLock one = take(true); StudyLock two = take(true)) {
			assertEquals(one, two);
			assertThrows(UserError.class, () -> take(false));
		} finally {
			other.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
		}
		take(false).close();
	}

	@Test
	void twoJobsOfOneProcessExcludeEachOther() throws Exception {
		try (StudyLock first = take(false)) {
			final String message = assertThrows(UserError.class, () -> take(false)).getMessage();
			assertTrue(message.startsWith("Write Report (process " + ProcessHandle.current().pid()), message);
			// The refusal must not have given up the first one's lock.
			assertTrue(Files.size(folder.resolve(StudyLock.FILE)) > 0);
			assertThrows(UserError.class, () -> take(false));
		}
		assertEquals(0, Files.size(folder.resolve(StudyLock.FILE)));
		take(false).close();
	}

	@Test
	void whoWaitsGetsItWhenTheOtherHasEnded() throws Exception {
		final StudyLock first = take(false);
		final java.util.concurrent.CompletableFuture<Boolean> waiting = java.util.concurrent.CompletableFuture
				.supplyAsync(() -> {
					try (StudyLock second = StudyLock.await(folder, "Evaluate Augmentation", RunContext.quiet())) {
						return true;
					}
				});
		Thread.sleep(300);
		assertFalse(waiting.isDone());
		first.close();
		assertTrue(waiting.get(10, TimeUnit.SECONDS));
	}

	@Test
	void aStudyThatCameToNothingLeavesNoFolder() throws Exception {
		final Path none = folder.resolve("none");
		StudyLock.take(none, "Preprocess MHA ROI", false, RunContext.quiet()).close();
		assertFalse(Files.exists(none));
		final Path some = folder.resolve("some");
		try (StudyLock lock = StudyLock.take(some, "Preprocess MHA ROI", false, RunContext.quiet())) {
			Files.createFile(some.resolve("study.json"));
		}
		assertTrue(Files.exists(some.resolve(StudyLock.FILE)));
	}
}
