package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SimGanTest {
	@TempDir
	private Path folder;
	private final PatchSet synthetic = ToySets.discs(12, 16, false, 1);
	private final PatchSet real = ToySets.discs(10, 16, true, 2);

	@Test
	void trainsOneRefinerAndRefinesInOrder() throws Exception {
		SimGan.train(TrainingTest.config(), synthetic, real, folder, new Seeds(1), RunContext.quiet(), List.of());
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
				SimGan.refine(folder.resolve("model.zip"), synthetic.subset(3), RunContext.quiet()).pixels(0),
				"an image is refined by itself, whatever comes with it");
	}

	@Test
	void trainsARefinerPerLabelThatChangesOnlyItsOwn() {
		final SimGanConfig config = TrainingTest.config("per_label", "true");
		SimGan.train(config, synthetic, real, folder, new Seeds(1), RunContext.quiet(), List.of());
		assertTrue(SimGan.isTrained(folder, synthetic.labels()));
		final PatchSet refined = SimGan.refine(folder, synthetic, RunContext.quiet());
		for (final String label : synthetic.labels()) {
			final PatchSet own = SimGan.refine(folder.resolve(label), synthetic.ofLabel(label), RunContext.quiet());
			for (int i = 0; i < own.size(); i++) assertArrayEquals(own.pixels(i), refined.ofLabel(label).pixels(i));
		}
	}

	@Test
	void aRefinerTrainedOnCropsTakesImagesOfAnySize() {
		SimGan.train(TrainingTest.config(), synthetic, real, folder, new Seeds(1), RunContext.quiet(), List.of());
		try (Refiner refiner = Refiner.load(folder.resolve("model.zip"))) {
			final float[] image = new float[31 * 17];
			assertEquals(31 * 17, refiner.refine(List.of(image), 31, 17).get(0).length);
		}
	}

	@Test
	void saysWhatIsMissing() {
		assertFalse(SimGan.isTrained(folder, synthetic.labels()));
		final UserError e = assertThrows(UserError.class, () -> SimGan.refine(folder, synthetic, RunContext.quiet()));
		assertTrue(e.getMessage().contains("Train SimGAN"), e.getMessage());
	}
}
