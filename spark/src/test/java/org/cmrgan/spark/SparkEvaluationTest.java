/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ForwardingContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A whole evaluation by Spark in this process, two tasks at once. */
class SparkEvaluationTest {
	@TempDir
	static Path folder;

	private static TinyStudy study;

	@BeforeAll
	static void make() {
		study = new TinyStudy(folder);
	}

	private static SparkConf conf() {
		return new SparkConf().setMaster("local[2]").set("spark.ui.enabled", "false");
	}

	private static void run(final Map<String, String> keys, final RunContext context) {
		final SparkEvaluation evaluation = new SparkEvaluation(keys, conf());
		try (JavaSparkContext spark = new JavaSparkContext(evaluation.conf())) {
			evaluation.run(spark, context);
		}
	}

	/** Records the messages, and cancels after a number of tasks. */
	private static final class Watching extends ForwardingContext {
		private final List<String> lines = Collections.synchronizedList(new ArrayList<>());
		private final int most;

		Watching(final int most) {
			super(RunContext.quiet());
			this.most = most;
		}

		private long tasks() {
			return lines.stream().filter(line -> line.contains(" s on ")).count();
		}

		@Override
		public void info(final String message) {
			lines.add(message);
		}

		@Override
		public boolean isCancelled() {
			return tasks() >= most;
		}
	}

	@Test
	void everyByteIsThatOfOneProcessAlsoAfterACancel() throws IOException {
		study.runAlone("alone");
		final Map<String, String> keys = study.keys("spark");
		final Watching first = new Watching(3);
		assertThrows(CancelledException.class, () -> run(keys, first));
		assertFalse(Files.exists(folder.resolve("spark/evaluation/predictions.csv")));
		final Watching second = new Watching(Integer.MAX_VALUE);
		run(keys, second);
		// 2 folds of 3 arms with a network and the yardstick, and the networks of both folds.
		assertEquals(14, second.tasks(), second.lines.toString());
		study.assertSame("alone", "spark");
	}

	@Test
	void whatItsUserHasToMendIsNotTriedAgain() throws IOException {
		final Map<String, String> keys = study.keys("broken");
		keys.put("arms", "none");
		final SparkEvaluation evaluation = new SparkEvaluation(keys, conf());
		Files.delete(folder.resolve("broken/study.json"));
		try (JavaSparkContext spark = new JavaSparkContext(evaluation.conf())) {
			final UserError error = assertThrows(UserError.class,
					() -> evaluation.run(spark, new Watching(Integer.MAX_VALUE)));
			assertEquals(1, error.problems().size(), error.getMessage());
			assertTrue(error.getMessage().contains("broken"), error.getMessage());
			// A job that Spark had to try again would have failed; these were returned by the driver or cancelled.
			assertFalse(error.getMessage().contains("Spark gave up"), error.getMessage());
		}
	}
}
