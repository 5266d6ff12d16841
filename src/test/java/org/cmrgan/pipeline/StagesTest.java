/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.Optional;

import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.Hashes;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.egan.EGan;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.Menu;
import org.cmrgan.run.Refusal;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.simgan.SimGan;
import org.cmrgan.simgan.SimGanConfig;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The stages of Evaluate Augmentation in a fold, with the smallest possible networks. */
@Tag("long")
class StagesTest {
	private static final int SIZE = 16;

	@TempDir
	Path folder;
	private Study study;

	@BeforeEach
	void study() {
		final RandomGenerator random = new MersenneTwister(4);
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 16; i++) {
			rows.add(new Patch("i" + i, "s" + i, i % 2 == 0 ? "ill" : "well", 1 + i / 2 % 2, Map.of()));
			final float[] image = new float[SIZE * SIZE];
			final double r = 3 + 3 * random.nextDouble();
			for (int p = 0; p < image.length; p++)
				image[p] = (float) ((Math.hypot(p % SIZE - 8, p / SIZE - 8) < r ? 0.5 : -0.5)
						+ 0.1 * random.nextGaussian());
			pixels.add(image);
		}
		study = Study.create(folder, new StudyInfo(List.of("ill", "well"), "ill", SIZE, 1.2, "unit", Optional.empty(),
				List.of(), 2, 1, "table", "hash", Map.of()), new PatchSet(SIZE, SIZE, 1.2, rows, pixels));
	}

	static EGanConfig egan(final String... more) {
		return EGanConfig.of(with(Map.of("preset", "quick", "regression_steps", "2", "generations", "1", "snapshots",
				"1", "width", "2", "batch", "4", "evaluations", "4", "components", "4"), more));
	}

	static SimGanConfig simgan(final String... more) {
		return SimGanConfig.of(with(
				Map.of("preset", "quick", "rounds", "2", "batch", "4", "pretrain_discriminator", "1", "buffer", "5",
						"crop", "12", "refiner_width", "2", "blocks", "1", "snapshots", "2", "label_steps", "0"),
				more));
	}

	private static Map<String, String> with(final Map<String, String> values, final String... more) {
		final Map<String, String> all = new HashMap<>(values);
		for (int i = 0; i < more.length; i += 2) all.put(more[i], more[i + 1]);
		return all;
	}

	private Stages stages(final Existing existing, final long seed) {
		return new Stages(study, new Seeds(seed), existing, List.of());
	}

	/** As an evaluation asks for them. */
	private PatchSet refined(final Existing existing, final long seed, final int multiple, final SimGanConfig config,
			final RunContext context) {
		final Stages stages = stages(existing, seed);
		for (final String label : study.info().classes()) stages.trainEGan(1, label, egan(), context);
		stages.synthetic(1, multiple, context);
		stages.trainSimGan(1, config, context);
		return stages.refined(1, multiple, context);
	}

	private static String hash(final Path network) {
		return Hashes.of(network.resolve(EGan.MODEL));
	}

	private void refusesToShare(final String... named) {
		Refusal.naming(() -> refined(Existing.TAKE, 1, 1, simgan(), RunContext.quiet()), named);
	}

	@Test
	void aShareOfTheCellsTakesWhatIsThereAndMakesNothing() {
		refusesToShare("generator of class ill", "Train E-GAN with fold=1");
		assertFalse(Files.exists(study.egan(1, "ill")));
		final PatchSet made = refined(Existing.ACCEPT, 1, 1, simgan(), RunContext.quiet());
		assertEquals(made.contentHash(), refined(Existing.TAKE, 1, 1, simgan(), RunContext.quiet()).contentHash());
		StageFolder.discard(study.refined(1));
		refusesToShare("Refine SimGAN with fold=1");
		StageFolder.discard(study.simgan(1));
		refusesToShare("Fold 1", "Train SimGAN");
		StageFolder.discard(study.synthetic(1));
		refusesToShare("Synthesize E-GAN with fold=1 multiple=1");
	}

	@Test
	void whatCameOfANetworkThatWasTrainedAnewIsMadeAnew() {
		refined(Existing.ACCEPT, 1, 1, simgan(), RunContext.quiet());
		final String first = hash(study.simgan(1));
		// As the error advises: another lambda, another refiner.
		StageFolder.discard(study.simgan(1));
		final PatchSet refined = refined(Existing.ACCEPT, 1, 1, simgan("lambda", "7"), RunContext.quiet());
		final String second = hash(study.simgan(1));
		assertNotEquals(first, second);
		for (final Patch p : refined.patches()) assertEquals(second, p.get(SimGan.REFINER));
		// Other generators: other synthetic images, and a refiner for them.
		for (final String label : study.info().classes()) StageFolder.discard(study.egan(1, label));
		final ListeningContext context = new ListeningContext();
		final PatchSet anew = refined(Existing.ACCEPT, 2, 1, simgan("per_label", "true"), context);
		for (final Patch p : anew.patches()) {
			assertEquals(hash(study.egan(1, p.label())), p.get(EGan.GENERATOR));
			assertEquals(hash(study.simgan(1).resolve(p.label())), p.get(SimGan.REFINER));
		}
		assertEquals(3, context.infos().stream().filter(i -> i.endsWith("recomputed.")).count(),
				context.infos()::toString);
	}

	@Test
	void whatIsCurrentIsTakenAndMoreImagesDoNotAskForAnotherRefiner() {
		refined(Existing.ACCEPT, 1, 1, simgan(), RunContext.quiet());
		final String refiner = hash(study.simgan(1));
		final ListeningContext context = new ListeningContext();
		refined(Existing.ACCEPT, 1, 1, simgan("lambda", "7"), context);
		assertFalse(context.infos().stream().anyMatch(i -> i.contains("anew")), context.infos()::toString);
		assertEquals(List.of(study.simgan(1)
				+ " was made with lambda=0.2, not 7, and is kept as it is: train with anew=true to recompute it."),
				context.warnings());
		final PatchSet more = refined(Existing.ACCEPT, 1, 2, simgan(), RunContext.quiet());
		assertEquals(16, more.size());
		assertEquals(refiner, hash(study.simgan(1)));
	}

	@Test
	void resumeFalseTakesWhatIsFinishedAndReplacesNothing() {
		refined(Existing.ACCEPT, 1, 1, simgan(), RunContext.quiet());
		final PatchSet mine = PatchSet.read(study.refined(1));
		assertEquals(mine.contentHash(), refined(Existing.LEAVE, 1, 1, simgan(), RunContext.quiet()).contentHash());
		refused(study.synthetic(1), "holds fewer images than 2 for each real one", 2);
		final PatchSet synthetic = PatchSet.read(study.synthetic(1));
		stages(Existing.RESUME, 5).synthesize(1, 1, org.cmrgan.data.Amount.ofEachClass(), RunContext.quiet());
		refused(study.refined(1), "holds images of another refiner or of other synthetic images", 1);
		assertNotEquals(synthetic.contentHash(), PatchSet.read(study.synthetic(1)).contentHash());
		assertEquals(mine.contentHash(), PatchSet.read(study.refined(1)).contentHash());
		StageFolder.discard(study.egan(1, "ill"));
		refused(study.synthetic(1), "holds images of other generators", 1);
	}

	private void refused(final Path what, final String why, final int multiple) {
		Refusal.naming(() -> refined(Existing.LEAVE, 7, multiple, simgan(), RunContext.quiet()), what + " " + why,
				"resume=true");
	}

	@Test
	void aReportNamesTheSettingsOfEachFold() throws Exception {
		trained(0, "ill", "60");
		trained(1, "ill", "500");
		trained(1, "well", "500");
		trained(2, "ill", "500");
		trained(2, "well", "700");
		ReportJob.of(Map.of("study", folder.toString())).run(RunContext.quiet());
		final String page = Files.readString(study.report().resolve("index.html"));
		for (final String run : List.of("Ill of fold 1, well of fold 1, ill of fold 2: .*? In each of 500 generations ",
				"Well of fold 2: .*? In each of 700 generations ", "Ill of all data: .*? In each of 60 generations "))
			assertTrue(Pattern.compile(run).matcher(page).find(), run + page);
		for (final String table : List.of("settings-egan", "settings-egan-2", "settings-egan-3"))
			assertTrue(Files.exists(study.report().resolve(table + ".csv")), table);
		assertTrue(page.contains("E-GAN (well of fold 2)"));
	}

	private void trained(final int k, final String label, final String generations) {
		RunRecord.around(study.egan(k, label), Menu.TRAIN_EGAN, Map.of("generations", generations), Map.of(),
				RunContext.quiet(), c -> {});
	}

	@Test
	void aReportLeavesOutWhatIsOutOfDate() {
		refined(Existing.ACCEPT, 1, 1, simgan(), RunContext.quiet());
		final Map<String, String> measured = Map.of("synthetic", PatchSet.read(study.synthetic(1)).contentHash());
		RunRecord.around(study.quality(1), "Image Quality Report", Map.of(), measured, RunContext.quiet(), c -> {});
		assertTrue(new Provenance(study).quality(1));
		stages(Existing.ACCEPT, 5).synthesize(1, 1, org.cmrgan.data.Amount.ofEachClass(), RunContext.quiet());
		final ListeningContext context = new ListeningContext();
		ReportJob.of(Map.of("study", folder.toString())).input(study.real(), context);
		assertEquals(2, context.warnings().size(), context.warnings()::toString);
		assertTrue(context.warnings().get(0).startsWith("The refined images of fold 1 are left out"));
		assertTrue(context.warnings().get(1).startsWith("Image quality of fold 1 is left out"));
	}
}
