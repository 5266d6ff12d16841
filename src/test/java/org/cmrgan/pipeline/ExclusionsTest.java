/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.Refusal;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExclusionsTest {
	@TempDir
	Path folder;

	private Study study;
	private PatchSet made;

	@BeforeEach
	void makeStudyWithSyntheticImages() {
		study = Study.create(folder, new StudyInfo(List.of("ill", "well"), "ill", 16, 1, "unit", Optional.empty(),
				List.of(), 2, 1, "table", "hash", Map.of()), set("subject", 1, 6));
		made = set("", 0, 2);
		RunRecord.around(study.synthetic(0), "Synthesize E-GAN", Map.of(), Map.of(), RunContext.quiet(),
				context -> made.write(study.synthetic(0)));
	}

	private static PatchSet set(final String subject, final int fold, final int each) {
		final List<Patch> rows = new ArrayList<>();
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < 2 * each; i++) {
			final String label = i < each ? "ill" : "well";
			rows.add(new Patch((fold == 0 ? "" : "real-") + label + i, subject.isEmpty() ? "" : subject + i, label,
					fold == 0 ? 0 : 1 + i % 2, Map.of("zseed", Integer.toString(i))));
			final float[] image = new float[16 * 16];
			image[i] = 1;
			pixels.add(image);
		}
		return new PatchSet(16, 16, 1, rows, pixels);
	}

	private PatchSet read() {
		return PatchSet.read(study.synthetic(0));
	}

	@Test
	void anImageIsLeftOutAndTakenInAgainAsIfNothingHadBeen() throws Exception {
		final byte[] images = Files.readAllBytes(study.synthetic(0).resolve("images.mha"));
		Curation.set(study, 0, List.of("ill1"), true);
		assertEquals(4, read().size());
		assertTrue(Exclusions.isExcluded(read().patch(1)));
		final PatchSet kept = Exclusions.kept(read());
		assertEquals(made.subset(0, 2, 3).contentHash(), kept.contentHash());
		Curation.set(study, 0, List.of("ill1"), false);
		assertEquals(made.contentHash(), Exclusions.kept(read()).contentHash());
		assertArrayEquals(images, Files.readAllBytes(study.synthetic(0).resolve("images.mha")));
	}

	@Test
	void qualityOfTheWholeSetIsOutOfDateOnceAnImageIsLeftOut() {
		RunRecord.around(study.quality(0), "Image Quality Report", Map.of(),
				Map.of(Provenance.SYNTHETIC, Exclusions.kept(read()).contentHash()), RunContext.quiet(), context -> {});
		assertTrue(new Provenance(study).quality(0));
		Curation.set(study, 0, List.of("well3"), true);
		assertFalse(new Provenance(study).quality(0));
		Curation.set(study, 0, List.of("well3"), false);
		assertTrue(new Provenance(study).quality(0));
	}

	@Test
	void anIdThatTheSetLacksIsNamed() {
		Refusal.naming(() -> Curation.set(study, 0, List.of("ill1", "ill7"), true), study.realFolder().toString(),
				study.synthetic(0).toString(), "ill7");
		assertFalse(Exclusions.isExcluded(read().patch(1)));
	}

	@Test
	void aMacroLeavesImagesOutByTheirIds() {
		BrowseStudyJob.of(Map.of("study", folder.toString(), "exclude", "ill0, well2")).run(RunContext.quiet());
		assertEquals(List.of("ill1", "well3"),
				List.of(Exclusions.kept(read()).patch(0).id(), Exclusions.kept(read()).patch(1).id()));
	}

	@Test
	void aRealImageIsInNoSetOfAnyFoldAndComesBack() {
		final String before = study.real().contentHash();
		assertEquals("", Curation.set(study, 0, List.of("real-ill1"), true));
		final Study again = Study.open(folder);
		for (int k = 0; k <= 2; k++) {
			assertEquals(11, again.real(k).size());
			assertTrue(again.real(k).patches().stream().noneMatch(p -> p.id().equals("real-ill1")));
			assertEquals(12, again.allReal(k).size());
		}
		assertNotEquals(before, again.real().contentHash());
		Curation.set(study, 0, List.of("real-ill1"), false);
		assertEquals(before, Study.open(folder).real().contentHash());
	}

	@Test
	void whatRestsOnARealImageIsSaidToBeOutOfDate() {
		final PatchSet real = study.real();
		for (int k = 0; k <= 2; k++)
			RunRecord.around(study.egan(k, "ill"), "Train E-GAN", Map.of(),
					Map.of(Provenance.TRAINING_IMAGES, real.trainingOf(k).contentHash()), RunContext.quiet(),
					context -> {});
		RunRecord.around(study.evaluation(), "Evaluate Augmentation", Map.of(), Map.of("real", real.contentHash()),
				RunContext.quiet(), context -> {});
		// It is tested in fold 2, so that nothing was trained on it there.
		assertEquals(
				"Out of date: generators, synthetic images of all data; generators of fold 1; evaluation. Run Train E-GAN with anew=true and what follows it again.",
				Curation.set(study, 0, List.of("real-ill1"), true));
		assertEquals("", Curation.set(study, 0, List.of("real-ill1"), false));
	}

	@Test
	void noFoldLosesAllTestImagesOfAClassAndNoClassTooManyToTrainOn() {
		Refusal.naming(() -> Curation.set(study, 0, List.of("real-ill0", "real-ill2", "real-ill4"), true), "Fold 1",
				"class ill");
		assertEquals(12, study.real().size());
	}

	@Test
	void aSnapshotNeedsItsClass() {
		Refusal.naming(() -> BrowseStudyJob.of(Map.of("study", folder.toString(), "snapshot", "4")), "snapshot=4",
				"label=ill or label=well");
	}

	@Test
	void anEvaluationOfImagesThatAreLeftOutIsOutOfDateInFoldsAndNotInAllData() {
		RunRecord.around(study.synthetic(1), "Synthesize E-GAN", Map.of(), Map.of(), RunContext.quiet(),
				context -> made.write(study.synthetic(1)));
		RunRecord.around(study.evaluation(), "Evaluate Augmentation", Map.of(),
				Map.of("real", study.real().contentHash()), RunContext.quiet(),
				context -> Provenance.recordEvaluated(study, context));
		assertEquals("", Curation.set(study, 0, List.of("ill1"), true));
		assertEquals("Out of date: evaluation. Run the commands that make them again.",
				Curation.set(study, 1, List.of("ill1"), true));
		assertEquals("", Curation.set(study, 1, List.of("ill1"), false));
	}
}
