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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import org.cmrgan.egan.EGanConfig;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.Menu;
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

	@Test
	void valuesAreOfJsonsTypesAndKeptByTheSchema() throws IOException {
		final Map<String, String> config = new LinkedHashMap<>(EGanConfig
				.of(Map.of("preset", "quick", "mutations", "minimax", "learning_rate", "1e-5")).settings().asText());
		config.put("seed", "-9223372036854775808");
		RunRecord.around(folder, Menu.TRAIN_EGAN, config, Map.of("training_subjects", "x"), RunContext.quiet(),
				context -> {
					context.record("E-GAN patient went back", List.of("a"));
					context.record("patient.start", "at random");
					context.warn("It is slow.");
				});
		final JsonObject file = JsonParser.parseString(Files.readString(folder.resolve(RunRecord.FILE)))
				.getAsJsonObject();
		final JsonObject values = file.getAsJsonObject("config");
		assertEquals(JsonParser.parseString("[\"minimax\"]"), values.get("mutations"));
		assertEquals(JsonParser.parseString("20"), values.get("generations"));
		assertEquals(JsonParser.parseString("false"), values.get("batch_norm"));
		assertEquals(1e-5, values.get("learning_rate").getAsDouble());
		assertEquals("-9223372036854775808", values.get("seed").toString());
		assertEquals(Set.of("e_gan_patient_went_back", "patient.start"), file.getAsJsonObject("facts").keySet());
		assertEquals(config, record().config(), "and comes back as it was");
		assertEquals(List.of(), SmallSchema.ofRunRecord(file));
		file.addProperty("how fast", 1);
		file.getAsJsonObject("facts").addProperty("A sentence.", 1);
		file.addProperty("status", "finished");
		assertEquals(3, SmallSchema.ofRunRecord(file).size());
	}

	@Test
	void theFirstFormIsStillRead() throws IOException {
		Files.writeString(folder.resolve(RunRecord.FILE),
				"{\"command\": \"Train E-GAN\", \"status\": \"done\", \"config\": {\"criticsteps\": \"2\", \"mutations\": \"minimax,leastsquares\", \"spectral\": \"false\"},"
						+ " \"inputs\": {\"trainingSubjects\": \"x\"}, \"facts\": {\"refiners changed nothing\": true, \"cells side by side\": 2}}");
		assertEquals(Map.of("discriminator_steps", "2", "mutations", "minimax,least_squares", "spectral_norm", "false"),
				record().config());
		assertEquals(Map.of("training_subjects", "x"), record().inputs());
		assertEquals(Map.of("refiners_idle", true, "cells_side_by_side", 2.0), record().facts());
		assertTrue(RunRecord.isDone(folder));
	}
}
