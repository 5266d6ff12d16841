/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pipelines one after another in one process: memory use must level off. */
@Tag("slow")
class MemoryTest {
	private static final Path STATUS = Path.of("/proc/self/status");
	private static final int PIPELINES = 10;
	/** Allowed growth of the resident set, from the end of the first pipeline to that of the last. */
	private static final long MOST_MEGABYTES = 150;

	@TempDir
	Path folder;

	@Test
	void tenPipelinesTakeHardlyMoreThanOne() throws IOException {
		assumeTrue(Files.exists(STATUS), "only Linux tells it so");
		MakePhantomJob.of(Map.of("output", folder.resolve("raw").toString(), "subjects", "12", "slices", "2",
				"patients", "0.5", "seed", "2")).run(RunContext.quiet());
		final List<Long> megabytes = new ArrayList<>();
		for (int i = 0; i < PIPELINES; i++) {
			pipeline("study-" + i);
			System.gc();
			megabytes.add(resident());
		}
		assertTrue(megabytes.get(PIPELINES - 1) - megabytes.get(0) <= MOST_MEGABYTES, megabytes.toString());
		// For manual measurements.
		Files.writeString(Path.of(System.getProperty("java.io.tmpdir"), "cmrgan-memory.txt"), megabytes + "\n");
	}

	private void pipeline(final String study) {
		final Map<String, String> given = new HashMap<>();
		given.put("input", folder.resolve("raw").toString());
		given.put("study", folder.resolve(study).toString());
		given.put("preset", "quick");
		given.put("size", "48");
		given.put("spacing", "2");
		given.put("folds", "2");
		given.put("generations", "2");
		given.put("rounds", "2");
		given.put("pretrain_discriminator", "1");
		given.put("crop", "24");
		given.put("snapshots", "2");
		given.put("label_steps", "0");
		given.put("classifiers", "resnet50");
		given.put("arms", "none,egan,simgan");
		given.put("multiples", "1");
		given.put("epochs", "2");
		given.put("repeats", "1");
		given.put("extractor_steps", "0");
		given.put("permutations", "19");
		FullPipelineJob.of(given).run(RunContext.quiet());
	}

	private static long resident() throws IOException {
		for (final String line : Files.readAllLines(STATUS))
			if (line.startsWith("VmRSS:")) return Long.parseLong(line.replaceAll("\\D", "")) >> 10;
		throw new IOException("no VmRSS");
	}
}
