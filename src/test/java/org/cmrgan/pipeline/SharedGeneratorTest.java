/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

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
import java.util.Optional;

import org.cmrgan.data.ModelCard;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.egan.EGan;
import org.cmrgan.egan.EGanConfig;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.Refusal;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A generator outside its study: its description, and the images that it generates alone. */
class SharedGeneratorTest {
	private static final int SIZE = 16;

	@TempDir
	Path folder;
	private Study study;
	private Path model;

	@BeforeEach
	void train() throws Exception {
		final List<Patch> rows = new java.util.ArrayList<>();
		final List<float[]> pixels = new java.util.ArrayList<>();
		for (int i = 0; i < 12; i++) {
			rows.add(new Patch("i" + i, "s" + i, i % 2 == 0 ? "ill" : "well", 1 + i / 2 % 2, Map.of()));
			final float[] image = new float[SIZE * SIZE];
			for (int p = 0; p < image.length; p++)
				image[p] = Math.hypot(p % SIZE - 8, p / SIZE - 8) < 3 + i / 4.0 ? 0.5f : -0.5f;
			pixels.add(image);
		}
		study = Study.create(
				folder.resolve("study"), new StudyInfo(List.of("ill", "well"), "ill", SIZE, 1.2, "t1",
						Optional.of(new Window(0, 2000)), List.of(), 2, 1, "table", "hash", Map.of()),
				new PatchSet(SIZE, SIZE, 1.2, rows, pixels));
		final Stages stages = new Stages(study, new Seeds(1), Existing.ACCEPT, List.of());
		final EGanConfig config = EGanConfig.of(Map.of("preset", "quick", "start", "mosaic", "generations", "1",
				"snapshots", "1", "width", "2", "batch", "4", "evaluations", "4", "latent", "4"));
		for (final String label : study.info().classes()) stages.trainEGan(0, label, config, RunContext.quiet());
		stages.synthesize(0, 2, org.cmrgan.data.Amount.ofEachClass(), RunContext.quiet());
		model = folder.resolve("taken.zip");
		Files.copy(study.egan(0, "ill").resolve(EGan.MODEL), model);
	}

	private Map<String, String> given(final String... more) {
		final Map<String, String> all = new HashMap<>(
				Map.of("model", model.toString(), "output", folder.resolve("out").toString(), "count", "5"));
		for (int i = 0; i < more.length; i += 2) all.put(more[i], more[i + 1]);
		return all;
	}

	@Test
	void drawsWhatItDrawsInItsStudy() {
		SynthesizeModelJob.of(given("intensities", "true", "format", "png,npz")).run(RunContext.quiet());
		final Path out = folder.resolve("out");
		final PatchSet alone = PatchSet.read(out);
		final PatchSet there = PatchSet.read(study.synthetic(0)).ofLabel("ill");
		assertEquals(5, alone.size());
		for (int i = 0; i < 5; i++) {
			assertArrayEquals(there.pixels(i), alone.pixels(i));
			assertEquals(there.patch(i), alone.patch(i));
		}
		assertEquals(1.2, alone.spacing());
		assertTrue(Files.exists(out.resolve("intensities.mha")) && Files.exists(out.resolve("images.npz"))
				&& Files.exists(out.resolve("png/ill/ill-synthetic-00001.png")));
		assertEquals("done", RunRecord.of(out).orElseThrow().status());
		Refusal.naming(() -> SynthesizeModelJob.of(given()), "output=" + out, "not empty");
	}

	@Test
	void saysWhatItWasTrainedOn() {
		final ModelCard card = EGan.cardOf(model);
		final PatchSet training = study.real(0);
		assertEquals(training.subjectsHash(), card.trainingSubjects());
		assertEquals("6 images of 6 subjects", card.trainingWords());
		assertEquals(List.of("ill", "well"), card.classes());
		assertEquals(Optional.of(new Window(0, 2000)), card.window());
		assertEquals("2", card.settings().get("width"));
		assertTrue(card.holdsTrainingImages());
	}

	@Test
	void aMosaicOfTrainingImagesSaysSo() {
		final ListeningContext heard = new ListeningContext();
		SynthesizeModelJob.of(given()).run(heard);
		assertTrue(
				heard.warnings().get(0).endsWith(
						"This file contains training images that can be extracted: treat it as patient data."),
				heard.warnings().toString());
	}

	@Test
	void whatIsNoGeneratorIsRefused() throws Exception {
		final List<String> problems = assertThrows(UserError.class,
				() -> SynthesizeModelJob.of(Map.of("model", "nowhere.zip", "count", "0"))).problems();
		assertEquals(3, problems.size(), problems::toString);
		Refusal.named(problems.get(0), "count=0", "1 to 1000000");
		Refusal.named(problems.get(1), "output is missing");
		Refusal.named(problems.get(2), "nowhere.zip");
		RefineStackJobTest.saveRefiner(model);
		assertTrue(refused().contains("lacks the description of its images"));
		try (AdversarialGraph refiner = AdversarialGraph.load(model)) {
			refiner.save(model, ModelCard.blank().of(ModelCard.Kind.REFINER, Map.of()));
		}
		Refusal.named(refused(), model.toString(), "generator", "refiner");
		assertFalse(Files.exists(folder.resolve("out")));
	}

	private String refused() {
		return assertThrows(UserError.class, () -> SynthesizeModelJob.of(given()).run(RunContext.quiet())).getMessage();
	}
}
