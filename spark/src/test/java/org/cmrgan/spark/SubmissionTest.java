/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.spark.SparkConf;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arguments that are refused before the cluster is used, and the resources requested from Spark. */
class SubmissionTest {
	@TempDir
	static Path folder;

	private static Map<String, String> keys;

	@BeforeAll
	static void make() {
		keys = new TinyStudy(folder).keys("study");
	}

	private static SparkConf asked(final String... settings) {
		final SparkConf conf = new SparkConf(false);
		for (int i = 0; i < settings.length; i += 2) conf.set(settings[i], settings[i + 1]);
		return conf;
	}

	@Test
	void everythingThatIsWrongIsToldAtOnce() {
		final UserError error = assertThrows(UserError.class,
				() -> Submission.of(Map.of("study", folder.resolve("none").toString(), "clasifiers", "small", "cells",
						"1/2", "anew", "true", "Train E-GAN.rounds", "3", "arms", "nothing"), asked()));
		assertEquals(6, error.problems().size(), error.getMessage());
	}

	@Test
	void wordsAreKeysWithValues() {
		assertEquals(Map.of("study", "/a=b", "keep_models", ""), SparkEvaluation.values("study=/a=b", "keep_models="));
		final UserError error = assertThrows(UserError.class,
				() -> SparkEvaluation.values("study", "=3", "seed=1", "seed=2"));
		assertEquals(3, error.problems().size(), error.getMessage());
	}

	@Test
	void threadsAreThoseOfATask() {
		assertEquals("1", Submission.of(keys, asked()).given().get("threads"));
		final Submission two = Submission.of(keys, asked("spark.task.cpus", "2"));
		assertEquals("2", two.given().get("threads"));
		assertEquals("2", two.conf().get("spark.executorEnv.OMP_NUM_THREADS"));
		keys.put("threads", "2");
		assertEquals("2", Submission.of(keys, asked()).conf().get("spark.task.cpus"));
		final String message = assertThrows(UserError.class, () -> Submission.of(keys, asked("spark.task.cpus", "4")))
				.getMessage();
		assertTrue(message.contains("spark.task.cpus=4"), message);
		keys.remove("threads");
	}

	@Test
	void memoryGrowsWithTheTasksOfAnExecutor() {
		final long one = overhead(asked());
		final long three = overhead(asked("spark.executor.cores", "3"));
		final long bytes = Submission.of(keys, asked()).job().trainingBytes() >> 20;
		assertTrue(bytes > 0);
		assertEquals(2 * bytes, three - one);
		assertEquals("7g", Submission.of(keys, asked("spark.executor.memoryOverhead", "7g")).conf()
				.get("spark.executor.memoryOverhead"));
	}

	private static long overhead(final SparkConf asked) {
		return Submission.of(keys, asked).conf().getSizeAsMb("spark.executor.memoryOverhead", "0");
	}

	@Test
	void cellsFollowTheNetworksOfTheirFold() {
		final List<org.cmrgan.evaluate.CellShare> cells = Submission.of(keys, asked()).job().cells();
		assertEquals(12, cells.size());
		assertEquals(8, cells.stream().filter(org.cmrgan.evaluate.CellShare::needsImages).count());
	}
}
