/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Synthetic images that fill up the rare class. */
class BalanceTest {
	private static final int SIZE = 16;

	@TempDir
	Path folder;
	private Study study;

	/** Twelve well and four ill. */
	@BeforeEach
	void generators() {
		final RandomGenerator random = new MersenneTwister(4);
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			rows.add(new Patch("i" + i, "s" + i, i % 4 == 0 ? "ill" : "well", 1 + i / 4 % 2, Map.of()));
			final float[] image = new float[SIZE * SIZE];
			for (int p = 0; p < image.length; p++) image[p] = (float) (0.3 * random.nextGaussian());
			pixels.add(image);
		}
		study = Study.create(folder, new StudyInfo(List.of("ill", "well"), "ill", SIZE, 1.2, "unit", Optional.empty(),
				List.of(), 2, 1, "table", "hash", Map.of()), new PatchSet(SIZE, SIZE, 1.2, rows, pixels));
		TrainEGanJob
				.of(Map.of("study", folder.toString(), "preset", "quick", "start", "mosaic", "generations", "1",
						"snapshots", "1", "width", "2", "batch", "4", "evaluations", "4", "latent", "4"))
				.run(RunContext.quiet());
	}

	private PatchSet made(final String... keys) {
		final Map<String, String> given = new HashMap<>(Map.of("study", folder.toString()));
		for (int i = 0; i < keys.length; i += 2) given.put(keys[i], keys[i + 1]);
		SynthesizeEGanJob.of(given).run(RunContext.quiet());
		return PatchSet.read(study.synthetic(0));
	}

	@Test
	void asManyAsMakeTheClassesEqual() {
		final PatchSet filled = made("balance", "true");
		assertEquals(8, filled.ofLabel("ill").size());
		assertEquals(0, filled.ofLabel("well").size());
		// The same request again keeps the images; another amount is reported.
		assertEquals(filled.contentHash(), made("balance", "true", "multiple", "5").contentHash());
		final String refused = assertThrows(UserError.class, () -> made("multiple", "1")).getMessage();
		assertTrue(refused.contains(" were made with "), refused);
		final PatchSet one = made("label", "well", "multiple", "1", "anew", "true");
		assertEquals(12, one.ofLabel("well").size());
		assertEquals(12, one.size());
		assertTrue(assertThrows(UserError.class, () -> made("label", "maybe")).getMessage().contains("label=maybe"));
	}
}
