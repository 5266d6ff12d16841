/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.apache.commons.math3.random.MersenneTwister;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study whose generator is another snapshot than its training chose, and with an excluded image. */
@Tag("long")
class SnapshotChoiceTest {
	private static final int SIZE = 16;
	@TempDir
	Path folder;

	private static PatchSet images() {
		final MersenneTwister random = new MersenneTwister(4);
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 24; i++) {
			final double radius = (i % 2 == 0 ? 3 : 5) + random.nextDouble();
			final float[] p = new float[SIZE * SIZE];
			for (int j = 0; j < p.length; j++)
				p[j] = (float) ((Math.hypot(j % SIZE - 8, j / SIZE - 8) < radius ? 0.6 : -0.6)
						+ 0.05 * random.nextGaussian());
			rows.add(new Patch("d" + i, "s" + i, i % 2 == 0 ? "ill" : "well", 1 + i / 2 % 2, Map.of()));
			pixels.add(p);
		}
		return new PatchSet(SIZE, SIZE, 1, rows, pixels);
	}

	private Map<String, String> given(final String... more) {
		final Map<String, String> out = new HashMap<>(Map.of("study", folder.toString()));
		for (int i = 0; i < more.length; i += 2) out.put(more[i], more[i + 1]);
		return out;
	}

	private Map<String, String> training(final String... more) {
		final Map<String, String> out = given("preset", "quick", "regression_steps", "4", "generations", "3", "batch",
				"4", "width", "2", "components", "4", "evaluations", "6", "snapshots", "7");
		for (int i = 0; i < more.length; i += 2) out.put(more[i], more[i + 1]);
		return out;
	}

	@Test
	void theChoiceIsRecordedAndWhatRestedOnTheOtherOneIsMadeAgain() throws Exception {
		final Study study = Study.create(folder, new StudyInfo(List.of("ill", "well"), "ill", SIZE, 1, "unit",
				Optional.empty(), List.of(), 2, 1, "table", "hash", Map.of()), images());
		TrainEGanJob.of(training()).run(RunContext.quiet());
		SynthesizeEGanJob.of(given("multiple", "1")).run(RunContext.quiet());
		final SnapshotChoice choice = new SnapshotChoice(study, 0, "ill");
		final long first = choice.chosen().orElseThrow();
		assertTrue(choice.figures(first).containsKey("kid"));
		assertTrue(choice.samples().keySet().containsAll(choice.steps()), choice.steps() + " " + choice.samples());
		final long other = choice.steps().stream().filter(step -> step != first).findFirst().orElseThrow();
		final String made = PatchSet.read(study.synthetic(0)).contentHash();
		BrowseStudyJob.of(given("label", "ill", "snapshot", String.valueOf(other))).run(RunContext.quiet());
		final RunRecord record = RunRecord.of(study.egan(0, "ill")).orElseThrow();
		assertEquals("done", record.status());
		assertEquals(other, ((Number) record.facts().get("ill.snapshot_chosen_by_hand")).longValue());
		assertEquals(first, ((Number) record.facts().get("ill.snapshot_of_training")).longValue());
		assertEquals(List.of("The generator was chosen by hand: the snapshot at generation " + other + " instead of "
				+ first + ", which scored best."), byHand(record));
		assertEquals("Out of date: synthetic images of all data. Run the commands that make them again.",
				new Provenance(study).outOfDate());
		SynthesizeEGanJob.of(given("multiple", "1")).run(RunContext.quiet());
		assertEquals("", new Provenance(study).outOfDate());
		assertFalse(made.equals(PatchSet.read(study.synthetic(0)).contentHash()));
		choice.set(first);
		assertEquals(List.of(), byHand(RunRecord.of(study.egan(0, "ill")).orElseThrow()));
		SynthesizeEGanJob.of(given("multiple", "1")).run(RunContext.quiet());
		assertEquals(made, PatchSet.read(study.synthetic(0)).contentHash());
		reportNamesTheSetAndWhatWasLeftOut(study);
		evaluationTrainsAgainWhatSawAnImageThatIsLeftOut(study);
	}

	private static List<String> byHand(final RunRecord record) {
		final List<String> out = new ArrayList<>(record.warnings());
		out.removeIf(text -> !text.startsWith("The generator was chosen"));
		return out;
	}

	private void reportNamesTheSetAndWhatWasLeftOut(final Study study) throws Exception {
		BrowseStudyJob.of(given("exclude", "ill-synthetic-00001")).run(RunContext.quiet());
		ReportJob.of(given()).run(RunContext.quiet());
		final String page = Files.readString(study.report().resolve("index.html"));
		assertTrue(
				page.contains(
						"The synthetic images are the set fold-0/synthetic (multiple 1, seed 1, 1 excluded by hand)."),
				page);
	}

	private void evaluationTrainsAgainWhatSawAnImageThatIsLeftOut(final Study study) throws Exception {
		final Stages before = stages(study);
		for (final int fold : new int[] { 1, 2 }) before.trainEGan(fold, "ill", config(), RunContext.quiet());
		final String one = model(study, 1);
		final String two = model(study, 2);
		// d0 is tested in fold 1, so that only the generator of fold 2 saw it.
		BrowseStudyJob.of(given("exclude", "d0")).run(RunContext.quiet());
		final Stages after = stages(study);
		for (final int fold : new int[] { 1, 2 }) after.trainEGan(fold, "ill", config(), RunContext.quiet());
		assertEquals(one, model(study, 1));
		assertFalse(two.equals(model(study, 2)));
		ReportJob.of(given()).run(RunContext.quiet());
		final String page = Files.readString(study.report().resolve("index.html"));
		assertTrue(page.contains("1 real image: d0"), page);
		assertTrue(page.contains("the real images have changed since the generators were trained"), page);
	}

	private org.cmrgan.egan.EGanConfig config() {
		return org.cmrgan.egan.EGanConfig.of(training());
	}

	private static Stages stages(final Study study) {
		return new Stages(study, new org.cmrgan.run.Seeds(1), Existing.ACCEPT, List.of());
	}

	private static String model(final Study study, final int fold) {
		return org.cmrgan.data.Hashes.of(study.egan(fold, "ill").resolve("model.zip"));
	}
}
