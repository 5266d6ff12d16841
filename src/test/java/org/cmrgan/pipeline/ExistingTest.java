/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.cmrgan.run.AtomicFiles;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.Refusal;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExistingTest {
	private static final Map<String, String> QUICK = Map.of("preset", "quick");
	private static final Map<String, String> STANDARD = Map.of("preset", "standard");

	@TempDir
	Path study;

	private Path stage;

	@BeforeEach
	void makeQuickly() {
		stage = study.resolve("simgan");
		make(QUICK, "quick");
	}

	private void make(final Map<String, String> config, final String result) {
		RunRecord.around(stage, "Train SimGAN", config, Map.of(), RunContext.quiet(),
				context -> AtomicFiles.writeText(stage.resolve("model.zip"), result));
	}

	private void breakOff() {
		assertThrows(CancelledException.class,
				() -> RunRecord.around(stage, "Train SimGAN", STANDARD, Map.of(), RunContext.quiet(), context -> {
					AtomicFiles.writeText(stage.resolve("checkpoint"), "half");
					throw new CancelledException();
				}));
	}

	private boolean isDone(final Existing existing, final Map<String, String> config) {
		return existing.isDone(stage, "model.zip", config, RunContext.quiet());
	}

	private String kept() throws Exception {
		return Files.readString(study.resolve("simgan.before").resolve("model.zip"));
	}

	@Test
	void anewLetsAPresetBeChangedAndKeepsTheOldResultUntilTheNewOneIsComplete() throws Exception {
		assertFalse(isDone(Existing.ANEW, STANDARD));
		assertFalse(Files.exists(stage));
		assertEquals("quick", kept());
		breakOff();
		assertEquals("quick", kept());
		// Resumed, as every interrupted stage is.
		assertFalse(isDone(Existing.RESUME, STANDARD));
		assertTrue(Files.exists(stage.resolve("checkpoint")));
		make(STANDARD, "standard");
		assertFalse(Files.exists(study.resolve("simgan.before")));
		assertEquals("standard", Files.readString(stage.resolve("model.zip")));
	}

	@Test
	void anewTwiceKeepsWhatWasFinishedAndNotWhatWasBrokenOff() throws Exception {
		isDone(Existing.ANEW, STANDARD);
		breakOff();
		assertFalse(isDone(Existing.ANEW, STANDARD));
		assertFalse(Files.exists(stage));
		assertEquals("quick", kept());
	}

	@Test
	void otherSettingsAreRefusedWithTheWordThatHelps() {
		Refusal.naming(() -> isDone(Existing.RESUME, STANDARD), stage.toString(), "preset=quick, not standard",
				"anew=true");
	}
}
