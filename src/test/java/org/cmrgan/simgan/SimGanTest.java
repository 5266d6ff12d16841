/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class SimGanTest {
	@TempDir
	private Path folder;
	private final PatchSet synthetic = ToySets.discs(12, 16, false, 1);
	private final PatchSet real = ToySets.discs(10, 16, true, 2);

	@Test
	void changeIsTheMeanOverAllPixels() {
		final PatchSet images = ToySets.discs(3, 16, true, 1);
		assertEquals(0, SimGan.change(images, images));
		final List<float[]> brighter = new ArrayList<>();
		for (final float[] image : images.pixels()) {
			final float[] out = image.clone();
			for (int i = 0; i < out.length / 2; i++) out[i] += 0.5f;
			brighter.add(out);
		}
		assertEquals(0.25, SimGan.change(images, new PatchSet(16, 16, 1, images.patches(), brighter)), 1e-6);
	}

	@Test
	void trainsOneRefinerAndRefinesInOrder() throws Exception {
		SimGan.train(RefinementTest.config(), synthetic, real, Pairs.none(synthetic), folder, new Seeds(1),
				RunContext.quiet(), List.of());
		for (final String file : List.of("model.zip", "losses.csv", "samples.tif"))
			assertTrue(Files.exists(folder.resolve(file)), file);
		assertFalse(Files.exists(folder.resolve("checkpoint")));
		assertEquals(1 + 11, Files.readAllLines(folder.resolve("losses.csv")).size());
		final PatchSet refined = SimGan.refine(folder, synthetic, RunContext.quiet());
		assertEquals(synthetic.size(), refined.size());
		for (int i = 0; i < refined.size(); i++) {
			assertEquals(synthetic.patch(i).id(), refined.patch(i).get(SimGan.PARENT));
			assertEquals(synthetic.patch(i).label(), refined.patch(i).label());
			assertEquals(64, refined.patch(i).get(SimGan.REFINER).length());
			assertArrayEquals(synthetic.pixels(i), refined.pixels(i), 0.3f, "a refined image shows its parent");
		}
		assertArrayEquals(refined.pixels(3),
				SimGan.refine(folder.resolve("model.zip"), synthetic.subset(3), RunContext.quiet()).pixels(0), 1e-5f,
				"an image is refined by itself, whatever comes with it");
	}

	@Test
	void trainsARefinerPerLabelThatChangesOnlyItsOwn() throws Exception {
		final SimGanConfig config = RefinementTest.config("per_label", "true");
		SimGan.train(config, synthetic, real, Pairs.none(synthetic), folder, new Seeds(1), RunContext.quiet(),
				List.of());
		assertTrue(SimGan.isTrained(folder, synthetic.labels()));
		assertTrue(SimGan.isPerLabel(folder));
		final List<String> models = Files.readAllLines(folder.resolve("models.csv"));
		final List<String> losses = Files.readAllLines(folder.resolve("losses.csv"));
		int rows = 1;
		int slices = 0;
		for (int i = 0; i < synthetic.labels().size(); i++) {
			final String label = synthetic.labels().get(i);
			assertEquals(label + "," + label + "/model.zip,"
					+ org.cmrgan.data.Hashes.of(folder.resolve(label).resolve("model.zip")), models.get(i + 1));
			final List<String> own = Files.readAllLines(folder.resolve(label).resolve("losses.csv"));
			assertEquals("label," + own.get(0), losses.get(0));
			assertEquals(label + "," + own.get(1), losses.get(rows));
			rows += own.size() - 1;
			slices += new ij.io.Opener().openImage(folder.resolve(label).resolve("samples.tif").toString())
					.getStackSize();
		}
		assertEquals(rows, losses.size());
		assertEquals(slices, new ij.io.Opener().openImage(folder.resolve("samples.tif").toString()).getStackSize());
		final PatchSet refined = SimGan.refine(folder, synthetic, RunContext.quiet());
		for (final String label : synthetic.labels()) {
			final PatchSet own = SimGan.refine(folder.resolve(label), synthetic.ofLabel(label), RunContext.quiet());
			for (int i = 0; i < own.size(); i++) assertArrayEquals(own.pixels(i), refined.ofLabel(label).pixels(i));
		}
	}

	@Test
	void aRefinerTrainedOnCropsTakesImagesOfAnySize() {
		SimGan.train(RefinementTest.config(), synthetic, real, Pairs.none(synthetic), folder, new Seeds(1),
				RunContext.quiet(), List.of());
		try (Refiner refiner = Refiner.load(folder.resolve("model.zip"))) {
			final float[] image = new float[31 * 17];
			assertEquals(31 * 17, refiner.refine(List.of(image), 31, 17).get(0).length);
		}
	}

	@Test
	void aTrainingThatWasCancelledGoesOnAsIfItHadNotBeen() throws Exception {
		final Path whole = folder.resolve("whole");
		final Path cut = folder.resolve("cut");
		final SimGanConfig config = RefinementTest.config("per_label", "true");
		SimGan.train(config, synthetic, real, Pairs.none(synthetic), whole, new Seeds(1), RunContext.quiet(),
				List.of());
		// Stops in the second label's training: the first label's must not be repeated, nor lost.
		assertThrows(CancelledException.class, () -> SimGan.train(config, synthetic, real, Pairs.none(synthetic), cut,
				new Seeds(1), new ListeningContext().cancelAfterLooks(16), List.of()));
		SimGan.train(config, synthetic, real, Pairs.none(synthetic), cut, new Seeds(1), RunContext.quiet(), List.of());
		for (final String label : synthetic.labels()) {
			assertEquals(Files.readString(whole.resolve(label).resolve("losses.csv")),
					Files.readString(cut.resolve(label).resolve("losses.csv")));
			assertFalse(Files.exists(cut.resolve(label).resolve("checkpoint")));
		}
		final PatchSet a = SimGan.refine(whole, synthetic, RunContext.quiet());
		final PatchSet b = SimGan.refine(cut, synthetic, RunContext.quiet());
		for (int i = 0; i < a.size(); i++) assertArrayEquals(a.pixels(i), b.pixels(i));
	}

	@Test
	void lambdaAutoTriesSeveralAndTrainsWithOne() throws Exception {
		final ListeningContext context = new ListeningContext();
		SimGan.train(RefinementTest.config("lambda", "auto", "rounds", "8"), synthetic, ToySets.discs(30, 16, true, 2),
				Pairs.none(synthetic), folder, new Seeds(1), context, List.of());
		assertEquals(1 + LambdaSweep.CANDIDATES.size(), Files.readAllLines(folder.resolve("sweep.csv")).size());
		assertTrue(Files.exists(folder.resolve("model.zip")));
		assertTrue(LambdaSweep.CANDIDATES.contains(((Map<?, ?>) context.facts().get("SimGAN")).get("lambda")),
				context.facts().toString());
		assertTrue(((Map<?, ?>) context.facts().get("refinement")).containsKey("flipped_decisions"));
	}

	@Test
	void saysWhatIsMissing() {
		assertFalse(SimGan.isTrained(folder, synthetic.labels()));
		final UserError e = assertThrows(UserError.class, () -> SimGan.refine(folder, synthetic, RunContext.quiet()));
		assertTrue(e.getMessage().contains("Train SimGAN"), e.getMessage());
	}
}
