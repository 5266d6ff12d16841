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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.math3.random.MersenneTwister;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.train.StepCurves;
import org.cmrgan.train.TrainingListener;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trainings whose generators learn from codes. */
@Tag("long")
class LearnedStartTest {
	private static final int SIZE = 16;
	@TempDir
	Path folder;

	private static EGanConfig config(final String... more) {
		final Map<String, String> given = new HashMap<>(
				Map.of("preset", "quick", "start", "learned", "regression_steps", "8", "generations", "6", "batch", "4",
						"width", "2", "components", "4", "evaluations", "6", "snapshots", "3"));
		for (int i = 0; i < more.length; i += 2) given.put(more[i], more[i + 1]);
		return EGanConfig.of(given);
	}

	private static void train(final EGanConfig config, final Path to, final RunContext context) {
		EGan.train(config, Discs.of(20, SIZE), "disc", to, new Seeds(7), List.of(), context);
	}

	/** The linear dependence of shape and appearance on the code is set before the first step. */
	@Test
	void itBeginsNearTheTrainingImages() {
		final EGanConfig config = config("components", "19");
		final LearnedStart start = new LearnedStart(config, Discs.of(20, SIZE), RunContext.quiet());
		final Anchor anchor = start.anchor().orElseThrow();
		try (AdversarialGraph random = AdversarialGraph.create(start.generator(config), start.optimiser(config), 1);
				AdversarialGraph begun = AdversarialGraph.create(start.generator(config), start.optimiser(config), 1)) {
			start.applyTo(begun, RunContext.quiet());
			final double far = anchor.gradient(random, 20, new MersenneTwister(1));
			assertEquals(0, anchor.gradient(begun, 20, new MersenneTwister(1)), 0.4 * far);
			final Parameter modes = Networks.shapeModes(begun.architecture(), 19);
			final double[][] shape = anchor.codes().shapeModes();
			final Latents latents = Latents.of(begun.architecture());
			for (int k = 0; k < 19; k++)
				for (int c = 0; c < shape[k].length; c++)
					assertEquals(shape[k][c] / Networks.COARSE,
							latents.weight(k) * modes.view(begun.parameters()).getDouble(k, c), 1e-5);
		}
	}

	/** Cancelled in either phase, and at the change between them. */
	@Test
	void resumeEqualsNeverInterrupted() throws Exception {
		for (final String survivors : new String[] { "1", "2" }) {
			final EGanConfig config = config("survivors", survivors);
			final Path whole = folder.resolve("whole" + survivors);
			train(config, whole, RunContext.quiet());
			final Path cut = folder.resolve("cut" + survivors);
			for (final int step : survivors.equals("1") ? new int[] { 3, 8, 11 } : new int[] { 11 })
				assertThrows(CancelledException.class,
						() -> train(config, cut, new ListeningContext().cancelAfterSteps(step, "generation")));
			assertFalse(Files.exists(cut.resolve(EGan.MODEL)));
			train(config, cut, RunContext.quiet());
			for (final String file : new String[] { "losses.csv", "fitness.csv", "samples.tif", EGan.MODEL })
				assertArrayEquals(Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(cut.resolve(file)), file);
		}
	}

	@Test
	void curvesShowBothPhasesTextureAndAnatomy() throws Exception {
		train(config(), folder, RunContext.quiet());
		final List<String> lines = Files.readAllLines(folder.resolve("losses.csv"));
		assertEquals(1 + 8 + 6, lines.size());
		final List<String> names = List.of(lines.get(0).split(","));
		for (int step = 1; step <= 14; step++) {
			final String[] cells = lines.get(step).split(",", -1);
			final boolean evolves = step > 8;
			assertEquals(evolves ? 2 : 1, Double.parseDouble(cells[names.indexOf("phase")]));
			assertTrue(Double.parseDouble(cells[names.indexOf("reconstruction")]) > 0);
			for (final String figure : new String[] { "d_loss", "d_real", "d_fake", "fitness", "quality", "diversity" })
				assertEquals(evolves, !cells[names.indexOf(figure)].isEmpty(), figure);
			// The detail part takes a step in every fourth generation.
			assertEquals(!evolves || step % 4 == 0, !cells[names.indexOf("detail")].isEmpty());
			// There are snapshots every four steps, after the last, and at the end of regression.
			final boolean judged = step % 4 == 0 || step == 14;
			assertEquals(judged, !cells[names.indexOf("texture")].isEmpty());
			assertEquals(judged, !cells[names.indexOf("anatomy")].isEmpty());
		}
	}

	/** Early versions wrote zeros where nothing was measured. */
	@Test
	void zerosOfEarlyVersionsAreNotDrawn() throws Exception {
		train(config(), folder, RunContext.quiet());
		final StepCurves now = EGan.curves(folder);
		final Path file = folder.resolve("losses.csv");
		final List<String> lines = new ArrayList<>();
		for (String line : Files.readAllLines(file)) {
			if (line.endsWith(",")) line += "0";
			while (line.contains(",,")) line = line.replace(",,", ",0,");
			lines.add(line);
		}
		Files.write(file, lines);
		final StepCurves before = EGan.curves(folder);
		for (final GenerationFigure figure : GenerationFigure.always())
			assertArrayEquals(now.of(figure), before.of(figure));
		assertArrayEquals(Arrays.copyOf(now.of(GenerationFigure.TEXTURE), 8),
				Arrays.copyOf(before.of(GenerationFigure.TEXTURE), 8));
	}

	/** "Stop and keep" during regression keeps the current generator, whose images differ. */
	@Test
	void aTrainingThatEndsDuringRegressionKeepsItsGenerator() {
		for (final int end : new int[] { 1, 5 }) {
			final Path to = folder.resolve("ended" + end);
			final ListeningContext context = new ListeningContext();
			final long[] at = { 0 };
			EGan.train(config(), Discs.of(20, SIZE), "disc", to, new Seeds(7), List.of(new TrainingListener() {
				@Override
				public void stepped(final long step, final Map<String, Double> figures) {
					at[0] = step;
				}

				@Override
				public boolean wantsEnd() {
					return at[0] >= end - 1;
				}
			}), context);
			assertEquals(Alarms.NONE, context.facts().get("disc.alarms"));
			assertTrue(context.facts().get("disc.chosen").toString().contains("during regression"));
			assertTrue(context.warnings().stream().anyMatch(w -> w.contains("during regression")));
			final List<float[]> made = EGan.synthesize(to.resolve(EGan.MODEL), "disc", 8, Discs.of(4, SIZE), "hash",
					new Seeds(1), RunContext.quiet()).pixels();
			assertTrue(Fitness.pairwiseDiversity(made) > 0);
		}
	}

	/** No tensor other than weights is as large as an image, and no weight has a dimension of the number of images. */
	@Test
	void theModelHoldsNoImage() {
		final ListeningContext context = new ListeningContext();
		train(config(), folder, context);
		assertTrue(context.facts().get("disc.start").toString().contains("contains no image"));
		try (AdversarialGraph g = AdversarialGraph.load(folder.resolve(EGan.MODEL))) {
			for (final Parameter p : g.architecture().parameters())
				for (final long side : p.shape()) assertTrue(side != 20 && side != 17 && side != SIZE * SIZE, p.name());
		}
	}

	@Test
	void aSmallerSetIsTheBeginningOfALargerOne() {
		train(config(), folder, RunContext.quiet());
		final PatchSet small = EGan.synthesize(folder.resolve(EGan.MODEL), "disc", 5, Discs.of(4, SIZE), "hash",
				new Seeds(1), RunContext.quiet());
		final PatchSet large = EGan.synthesize(folder.resolve(EGan.MODEL), "disc", 70, Discs.of(4, SIZE), "hash",
				new Seeds(1), RunContext.quiet());
		for (int i = 0; i < 5; i++) assertArrayEquals(small.pixels(i), large.pixels(i));
	}

	@Test
	void manySettingsTrain() {
		train(config("mutations", "heuristic", "mixup", "0", "fitness", "pairwise", "anchor_halvings", "0"),
				folder.resolve("a"), RunContext.quiet());
		train(config("regression_steps", "0", "anchor", "0", "ema", "0"), folder.resolve("b"), RunContext.quiet());
		assertTrue(Files.exists(folder.resolve("b").resolve(EGan.MODEL)));
	}
}
