/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The files of examples/cluster, unchanged, with a scheduler that runs one job after another and a stand-in for Java
 * that only records its calls.
 */
class ClusterExamplesTest {
	private static final Path EXAMPLES = Path.of("examples/cluster").toAbsolutePath();

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "slurm", "snakemake", "nextflow" })
	void theJobsAreThoseOfTheExperimentInTheirOrder(final String scheduler) throws Exception {
		assumeTrue(isThere("bash") && isThere("python3"), "there is no bash or no Python");
		final Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
		Files.writeString(java,
				"#!/bin/bash\necho \"$(basename \"${@: -2:1}\") ${@: -1}\" >> '" + folder.resolve("log") + "'\n");
		assertTrue(java.toFile().setExecutable(true));
		final ProcessBuilder process = new ProcessBuilder("python3", EXAMPLES.resolve("stand_in.py").toString(),
				scheduler, "2", "3").directory(folder.toFile()).redirectErrorStream(true)
				.redirectOutput(folder.resolve("out").toFile());
		process.environment()
				.putAll(Map.of("PATH", java.getParent() + ":" + System.getenv("PATH"), "CMRGAN_CLASSPATH", "none",
						"CMRGAN_HOME", EXAMPLES.getParent().getParent().toString(), "STUDY", "/a b/study", "PRESET",
						"quick"));
		final Process running = process.start();
		assertTrue(running.waitFor(60, TimeUnit.SECONDS));
		assertEquals(0, running.exitValue(), Files.readString(folder.resolve("out")));
		final String common = "study=[/a b/study] preset=quick seed=1";
		final List<String> expected = new ArrayList<>();
		for (int k = 1; k <= 2; k++) expected.add("augment.ijm " + common + " fold=" + k + " multiple=3");
		for (int i = 1; i <= 3; i++) expected.add("evaluate.ijm " + common + " multiples=3 cells=" + i + "/3");
		expected.add("evaluate.ijm " + common + " multiples=3");
		assertEquals(expected, Files.readAllLines(folder.resolve("log")).stream()
				.map(line -> line.trim().replaceAll(" +", " ")).collect(Collectors.toList()));
	}

	private static boolean isThere(final String program) throws InterruptedException {
		try {
			return new ProcessBuilder(program, "--version").redirectErrorStream(true)
					.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0;
		} catch (final IOException e) {
			return false;
		}
	}
}
