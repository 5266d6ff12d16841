/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.CancelledException;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunRecordTest {
	@TempDir
	Path folder;

	private void run(final String seed, final RunRecord.Work work) {
		RunRecord.around(folder, "Train", Map.of("seed", seed), Map.of(), RunContext.quiet(), work);
	}

	private RunRecord record() {
		return RunRecord.of(folder).orElseThrow();
	}

	@Test
	void startAndWarningsOfThePartBeforeAnInterruptionStay() throws IOException {
		assertThrows(CancelledException.class, () -> run("1", context -> {
			context.warn("It diverged.");
			// On the disk at once, for a kill leaves no time.
			assertEquals(List.of("It diverged."), record().warnings());
			throw new CancelledException();
		}));
		final Path file = folder.resolve(RunRecord.FILE);
		final String start = "2001-02-03T04:05:06Z";
		Files.writeString(file, Files.readString(file).replace(record().start(), start));
		run("1", context -> {
			context.warn("It diverged.");
			context.warn("It is slow.");
		});
		assertEquals(start, record().start());
		assertEquals(List.of("It diverged.", "It is slow."), record().warnings());
		assertEquals(1, record().resumed().size());
		assertEquals("done", record().status());
	}

	@Test
	void otherWorkBeginsANewRecord() throws IOException {
		run("1", context -> context.warn("It is slow."));
		run("1", context -> {});
		assertEquals(List.of(), record().warnings());
		assertThrows(IllegalStateException.class, () -> run("1", context -> {
			context.warn("It is slow.");
			throw new IllegalStateException("x");
		}));
		run("2", context -> {});
		assertEquals(List.of(), record().warnings());
		assertTrue(record().resumed().isEmpty());
	}
}
