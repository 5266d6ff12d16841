/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class EGanTest {
	private static final int SIZE = 16;
	@TempDir
	Path folder;

	private static EGanConfig config(final String... more) {
		final Map<String, String> given = new HashMap<>(Map.of("preset", "quick", "start", "mosaic", "generations", "6",
				"batch", "4", "width", "2", "latent", "4", "evaluations", "6", "snapshots", "3", "survivors", "2"));
		for (int i = 0; i < more.length; i += 2) given.put(more[i], more[i + 1]);
		return EGanConfig.of(given);
	}

	private void train(final EGanConfig config, final Path to, final RunContext context) {
		EGan.train(config, Discs.of(20, SIZE), "disc", to, new Seeds(7), List.of(), context);
	}

	private static float[] parameters(final Path model) {
		try (AdversarialGraph g = AdversarialGraph.load(model.resolve(EGan.MODEL))) {
			return g.parameters().dup().data().asFloat();
		}
	}

	/** A training that continues from a checkpoint does not make its start again, and must not need it. */
	@Test
	void resumeEqualsNeverInterrupted() throws Exception {
		final EGanConfig config = config("start", "mosaic");
		final Path whole = folder.resolve("whole");
		train(config, whole, RunContext.quiet());
		final Path cut = folder.resolve("cut");
		assertThrows(CancelledException.class,
				() -> train(config, cut, new ListeningContext().cancelAfterSteps(3, "generation")));
		assertTrue(Files.exists(cut.resolve("checkpoint/state")));
		assertTrue(Files.readAllLines(cut.resolve("losses.csv")).size() > 3, "not cancelled before it began");
		assertFalse(Files.exists(cut.resolve(EGan.MODEL)));
		train(config, cut, RunContext.quiet());
		assertArrayEquals(parameters(whole), parameters(cut));
		for (final String file : new String[] { "losses.csv", "fitness.csv" })
			assertEquals(Files.readString(whole.resolve(file)), Files.readString(cut.resolve(file)), file);
		assertArrayEquals(Files.readAllBytes(whole.resolve("samples.tif")),
				Files.readAllBytes(cut.resolve("samples.tif")));
		assertFalse(Files.exists(cut.resolve("checkpoint")));
	}

	@Test
	void everyChildIsJudgedAndTheFittestSurvive() throws Exception {
		train(config(), folder, RunContext.quiet());
		final List<String> lines = Files.readAllLines(folder.resolve("fitness.csv"));
		assertEquals("generation,parent,mutation,quality,diversity,fitness,chosen", lines.get(0));
		assertEquals(1 + 6 * 2 * 3, lines.size());
		for (int generation = 1; generation <= 6; generation++) {
			double chosen = Double.POSITIVE_INFINITY;
			double rejected = Double.NEGATIVE_INFINITY;
			int survivors = 0;
			for (final String line : lines.subList(1, lines.size())) {
				final String[] cells = line.split(",");
				if (!cells[0].equals(Integer.toString(generation))) continue;
				final double fitness = Double.parseDouble(cells[5]);
				assertEquals(Double.parseDouble(cells[3]) + 0.01 * Double.parseDouble(cells[4]), fitness, 1e-5);
				if (Boolean.parseBoolean(cells[6])) {
					survivors++;
					chosen = Math.min(chosen, fitness);
				} else
					rejected = Math.max(rejected, fitness);
			}
			assertEquals(2, survivors);
			assertTrue(chosen >= rejected);
		}
	}

	/**
	 * If the discriminator treats images independently, one backward pass serves all mutations; with batch norm, each
	 * has its own.
	 */
	@Test
	void batchNormInTheDiscriminatorTrainsToo() {
		train(config("batch_norm", "true", "survivors", "1"), folder, RunContext.quiet());
		assertTrue(Files.exists(folder.resolve(EGan.MODEL)));
	}

	@Test
	void pairwiseFitnessAndOneMutationTrainToo() throws Exception {
		train(config("fitness", "pairwise", "mutations", "heuristic", "mixup", "0"), folder, RunContext.quiet());
		assertEquals(1 + 6 * 2, Files.readAllLines(folder.resolve("fitness.csv")).size());
	}

	@Test
	void aSmallerSetIsTheBeginningOfALargerOne() {
		final ListeningContext context = new ListeningContext();
		train(config(), folder, context);
		final Map<String, Object> facts = context.facts();
		assertTrue(facts.get("disc.chosen").toString().contains("best score"), facts.toString());
		final PatchSet small = EGan.synthesize(folder.resolve(EGan.MODEL), "disc", 5, Discs.of(4, SIZE), "hash",
				new Seeds(1), RunContext.quiet());
		final PatchSet large = EGan.synthesize(folder.resolve(EGan.MODEL), "disc", 70, Discs.of(4, SIZE), "hash",
				new Seeds(1), RunContext.quiet());
		assertEquals(70, large.size());
		for (int i = 0; i < 5; i++) assertArrayEquals(small.pixels(i), large.pixels(i));
		assertEquals("hash", large.patch(3).get(EGan.TRAINING_SUBJECTS));
		for (final float[] image : large.pixels()) for (final float v : image) assertTrue(v >= -1 && v <= 1);
	}

	@Test
	void aGeneratorOfOneImageIsNeverKept() {
		final UserError e = assertThrows(UserError.class,
				() -> train(config("start", "random", "learning_rate", "1e-7"), folder, RunContext.quiet()));
		assertTrue(e.getMessage().contains("start=mosaic"), e.getMessage());
		assertFalse(Files.exists(folder.resolve(EGan.MODEL)));
	}

	@Test
	void refusesTooFewImages() {
		final UserError e = assertThrows(UserError.class, () -> EGan.train(config(), Discs.of(3, SIZE), "disc", folder,
				new Seeds(7), List.of(), RunContext.quiet()));
		assertTrue(e.getMessage().contains("3 training images"), e.getMessage());
	}
}
