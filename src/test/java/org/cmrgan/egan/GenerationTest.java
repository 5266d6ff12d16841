/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.Backend;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GenerationTest {
	private static final int GENERATIONS = 3;
	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "random", "mosaic" })
	void sharedPassesGiveWhatEachChildAloneGives(final String start) throws Exception {
		Backend.prepare();
		final EGanConfig config = GenerationBenchmark.config(Map.of("preset", "quick", "generations", "3", "batch", "4",
				"width", "4", "latent", "4", "evaluations", "6", "start", start));
		final PatchSet real = Discs.of(12, 16);
		try (Evolution ours = GenerationBenchmark.evolution(config, real, folder);
				ReferenceScheme alone = GenerationBenchmark.reference(config, real)) {
			int row = 1;
			for (int step = 1; step <= GENERATIONS; step++) {
				ours.step(step);
				final List<Fitness> expected = alone.step(step);
				ours.save(new java.io.DataOutputStream(java.io.OutputStream.nullOutputStream()));
				final List<String> table = Files.readAllLines(folder.resolve("fitness.csv"));
				for (int child = 0; child < expected.size(); child++) {
					// Rows are ordered by fitness; mutations name the children.
					final String[] cells = table.get(row++).split(",");
					final Fitness f = expected.get(config.mutations().indexOf(Mutation.of(cells[2])));
					assertEquals(f.quality(), Double.parseDouble(cells[3]), 1e-5, "quality");
					assertEquals(f.diversity(), Double.parseDouble(cells[4]), 1e-4, "diversity");
				}
			}
		}
	}
}
