/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StepTableTest {
	private enum Measured implements StepFigure {
		LOSS("loss"),
		SHARE("share"),
		LATER("later");

		private final String key;

		Measured(final String key) {
			this.key = key;
		}

		@Override
		public String key() {
			return key;
		}

		@Override
		public String title() {
			return key;
		}
	}

	@TempDir
	private Path folder;

	@Test
	void whatWasWrittenIsRead() {
		final Path file = written();
		final StepCurves curves = read(file);
		assertEquals("step", curves.unit());
		assertArrayEquals(new double[] { 1, 2, 3 }, curves.steps());
		assertArrayEquals(new double[] { 1.5, Double.NaN, 0.25 }, curves.of(Measured.LOSS));
		assertFalse(curves.has(Measured.LATER));
		assertThrows(IllegalArgumentException.class, () -> curves.of(Measured.LATER));
	}

	@Test
	void aFigureThatAStepDidNotMeasureIsBlank() throws Exception {
		final Path file = written();
		assertEquals("step,loss,share\n1,1.5,0.5\n2,,0.5\n3,0.25,0.75\n", Files.readString(file));
		final StepTable other = new StepTable(folder.resolve("other.csv"));
		assertThrows(IllegalArgumentException.class, () -> other.add("step", 1, List.of("loss"), Map.of("los", 1.0)));
	}

	@Test
	void onlyFiguresMayBeBlank() throws Exception {
		final Path file = written();
		Files.writeString(file, Files.readString(file).replace("\n2,,", "\n,,"));
		assertTrue(assertThrows(UserError.class, () -> read(file)).getMessage().contains("step"));
	}

	@Test
	void blanksAtTheEndOfARowAreKeptWhenTheFileIsCut() throws Exception {
		final Path file = folder.resolve("blanks.csv");
		final StepTable table = new StepTable(file);
		for (int step = 1; step <= 3; step++) table.add("step", step, List.of("loss", "share"), Map.of());
		table.flush();
		new StepTable(file).cutAfter(2);
		assertEquals("step,loss,share\n1,,\n2,,\n", Files.readString(file));
		assertArrayEquals(new double[] { Double.NaN, Double.NaN }, read(file).of(Measured.SHARE));
	}

	@Test
	void rowsAfterAStepAreCutAway() {
		final Path file = written();
		new StepTable(file).cutAfter(2);
		assertArrayEquals(new double[] { 1, 2 }, read(file).steps());
		new StepTable(file).cutAfter(0);
		assertFalse(Files.exists(file));
	}

	@Test
	void aTornLastLineIsCutAwayOnResume() throws Exception {
		final Path file = written();
		Files.writeString(file, Files.readString(file) + "4");
		new StepTable(file).cutAfter(3);
		assertArrayEquals(new double[] { 1, 2, 3 }, read(file).steps());
	}

	@Test
	void unknownAndAbsentColumnsAndWordsAreRefused() throws Exception {
		final Path file = written();
		final String text = Files.readString(file);
		Files.writeString(file, text.replace("loss", "los"));
		assertTrue(assertThrows(UserError.class, () -> read(file)).getMessage().contains("column loss"));
		Files.writeString(file, text.replace("share", "share,more").replace("0.75", "0.75,1"));
		assertTrue(assertThrows(UserError.class, () -> read(file)).getMessage().contains("more"));
		Files.writeString(file, text.replace("0.25", "little"));
		assertTrue(assertThrows(UserError.class, () -> read(file)).getMessage().contains("little"));
	}

	private Path written() {
		final Path file = folder.resolve(TrainingLoop.LOSSES);
		final StepTable table = new StepTable(file);
		final List<String> columns = List.of("loss", "share");
		table.add("step", 1, columns, Map.of("loss", 1.5, "share", 0.5));
		table.add("step", 2, columns, Map.of("share", 0.5));
		table.flush();
		table.add("step", 3, columns, Map.of("share", 0.75, "loss", 0.25));
		table.flush();
		return file;
	}

	private static StepCurves read(final Path file) {
		return StepTable.read(file, "step", List.of(Measured.LOSS, Measured.SHARE), List.of(Measured.LATER), "Train");
	}
}
