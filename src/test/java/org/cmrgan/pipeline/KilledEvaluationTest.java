/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Evaluate Augmentation in a separate process, killed without warning while it trains GANs, refiners and classifiers.
 */
@Tag("slow")
class KilledEvaluationTest {
	private static final int KILLS = 20;
	private static final List<String> FILES = List.of("predictions.csv", "metrics.csv", "table.csv", "ratio.csv",
			"comparisons.csv");

	@TempDir
	Path folder;

	/** The program that is killed: the smallest experiment with every kind of training. */
	public static final class Run {
		private Run() {}

		/** @param args the study */
		public static void main(final String[] args) {
			EvaluateJob
					.of(Map.of("study", args[0], "preset", "quick", "classifiers", "resnet50", "arms",
							"none,egan,simgan", "multiples", "1", "epochs", "2", "capacity", "0.06", "seed", "5"))
					.run(RunContext.quiet());
		}
	}

	@Test
	void twentyKillsChangeNoByteOfTheResults() throws IOException, InterruptedException {
		MakePhantomJob.of(Map.of("output", path("raw"), "subjects", "8", "slices", "2", "patients", "0.5", "seed", "2"))
				.run(RunContext.quiet());
		PreprocessJob
				.of(Map.of("input", path("raw"), "study", path("whole"), "size", "48", "spacing", "2", "folds", "2"))
				.run(RunContext.quiet());
		copy(folder.resolve("whole"), folder.resolve("fresh"));
		final long begin = System.nanoTime();
		assertEquals(0, start("whole").waitFor(), Files.readString(folder.resolve("log")));
		final long millis = (System.nanoTime() - begin) / 1_000_000;

		final RandomGenerator random = new MersenneTwister(31);
		int kills = 0;
		for (int study = 0; kills < KILLS; study++) {
			final String name = "killed-" + study;
			copy(folder.resolve("fresh"), folder.resolve(name));
			boolean done = false;
			while (!done) {
				final Process process = start(name);
				// Without a limit, a run that starts slowly would never make progress; with one, it may end before it
				// is killed.
				final long delay = (long) (random.nextDouble() * millis);
				done = kills == KILLS ? process.waitFor() >= 0 : process.waitFor(delay, TimeUnit.MILLISECONDS);
				if (done) assertEquals(0, process.exitValue(), Files.readString(folder.resolve("log")));
				else {
					process.destroyForcibly().waitFor();
					kills++;
				}
			}
			for (final String file : FILES)
				assertArrayEquals(Files.readAllBytes(evaluation("whole").resolve(file)),
						Files.readAllBytes(evaluation(name).resolve(file)), file + " after " + kills + " kills");
		}
		assertEquals(KILLS, kills);
	}

	private String path(final String name) {
		return folder.resolve(name).toString();
	}

	private Path evaluation(final String study) {
		return folder.resolve(study).resolve("evaluation");
	}

	private Process start(final String study) throws IOException {
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g", "-cp",
				System.getProperty("java.class.path"), Run.class.getName(), path(study)).redirectErrorStream(true)
				.redirectOutput(folder.resolve("log").toFile()).start();
	}

	private static void copy(final Path from, final Path to) throws IOException {
		try (Stream<Path> files = Files.walk(from)) {
			for (final Path file : files.collect(Collectors.toList()))
				Files.copy(file, to.resolve(from.relativize(file)));
		}
	}
}
