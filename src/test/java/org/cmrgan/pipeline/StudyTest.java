/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudyTest {
	private static final Window STORED = new Window(-256, 256);

	@TempDir
	Path folder;

	@Test
	void everyFoldSeesTheRealImagesThroughItsOwnWindow() {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			rows.add(STORED.noteIn(new Patch("i" + i, "s" + i, i % 2 == 0 ? "a" : "b", 1 + i / 2, Map.of())));
			pixels.add(new float[] { STORED.toUnit(100), STORED.toUnit(150), STORED.toUnit(200), STORED.toUnit(0) });
		}
		final List<Window> windows = List.of(new Window(0, 200), new Window(100, 200), new Window(100, 150));
		Study.create(folder, new StudyInfo(List.of("a", "b"), "a", 2, 1.2, "percentile", Optional.empty(), windows, 2,
				1, "table", "hash", Map.of()), new PatchSet(2, 2, 1.2, rows, pixels));
		final Study study = Study.open(folder);
		assertArrayEquals(new float[] { 0, 0.5f, 1, -1 }, study.real().pixels(3));
		assertArrayEquals(new float[] { -1, 0, 1, -1 }, study.real(1).pixels(3));
		assertArrayEquals(new float[] { -1, 1, 1, -1 }, study.real(2).pixels(3));
		assertEquals(Optional.of(windows.get(2)), Window.of(study.real(2).patch(3)));
		assertEquals(Optional.of(windows.get(1)), study.info().window(1));
		assertEquals(Optional.empty(), study.info().window());
		assertEquals(2, study.foldOf(folder.resolve("fold-2/simgan/model.zip")));
		assertEquals(0, study.foldOf(folder.resolve("other/model.zip")));
	}

	private Study small() {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 4; i++) {
			rows.add(STORED.noteIn(new Patch("i" + i, "s" + i, i % 2 == 0 ? "a" : "b", 1 + i / 2, Map.of())));
			pixels.add(new float[] { i, 0, 0, 0 });
		}
		return Study.create(folder, new StudyInfo(List.of("a", "b"), "a", 2, 1.2, "percentile", Optional.empty(),
				List.of(), 2, 1, "table", "hash", Map.of()), new PatchSet(2, 2, 1.2, rows, pixels));
	}

	private String edited(final Path file, final String from, final String to) throws IOException {
		small();
		final String text = Files.readString(file);
		final String changed = text.replace(from, to);
		assertNotEquals(text, changed, "the edit hits something");
		Files.writeString(file, changed);
		return assertThrows(UserError.class, () -> Study.open(folder).real()).getMessage();
	}

	@ParameterizedTest
	@CsvSource(delimiter = '#', value = { "i1,s1,b#i1,s0,b", "i1,s1,b#i1,s1,a", "s1,b,1#s1,b,2", "i1,#i9,",
			",256#,250" })
	void aRealSetThatWasEditedIsRefused(final String from, final String to) throws IOException {
		final String message = edited(folder.resolve("real/index.csv"), from, to);
		assertTrue(message.contains(" were changed after preprocessing "), message);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '#', value = { "\"positive\": \"a\"#\"positive\": \"c\"#positive is not one of the classes",
			"\"classes\"#\"class\"#classes are not two different labels", "\"b\"#\"../b\"#cannot be a folder name",
			"\"spacing\": 1.2#\"spacing\": 0#spacing is not a length", "\"folds\": 2#\"folds\": \"two\"#\"two\"",
			"\"window\": \"percentile\",##window is missing", "{#[#BEGIN_OBJECT",
			"\"foldWindows\": []#\"foldWindows\": [null]#foldWindows", "}##study.json" })
	void aDamagedStudyIsNamed(final String from, final String to, final String words) throws IOException {
		final String message = edited(folder.resolve("study.json"), from, to == null ? "" : to);
		assertTrue(message.startsWith("Cannot read ") && message.contains("study.json ("), message);
		assertTrue(message.contains(words), message);
		assertTrue(message.endsWith("): restore it from a backup, or recompute it."), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{", "[]", "null", "{\"config\": null}", "{\"config\": {\"a\": null}}",
			"{\"warnings\": {}}", "{\"facts\": 3}" })
	void aDamagedRecordIsNamed(final String text) throws IOException {
		Files.writeString(folder.resolve("run.json"), text);
		final String message = assertThrows(UserError.class, () -> RunRecord.isDone(folder)).getMessage();
		assertTrue(message.startsWith("Cannot read "), message);
	}

	@Test
	void aRecordMayLeaveThingsOut() throws IOException {
		Files.writeString(folder.resolve("run.json"), "{\"status\": \"done\"}");
		assertTrue(RunRecord.isDone(folder));
		assertEquals(Map.of(), RunRecord.of(folder).orElseThrow().config());
	}
}
