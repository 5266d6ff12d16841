/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.Backend;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

class RefinementTest {
	private static final int SIZE = 16;
	private final PatchSet synthetic = ToySets.discs(12, SIZE, false, 1);
	private final PatchSet real = ToySets.discs(10, SIZE, true, 2);

	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	static SimGanConfig config(final String... more) {
		final Map<String, String> given = new HashMap<>(Map.of("preset", "quick", "rounds", "6", "batch", "4",
				"pretrain_refiner", "2", "pretrain_discriminator", "3", "buffer", "5", "crop", "12", "refiner_width",
				"4", "blocks", "1", "discriminator_width", "6"));
		given.put("label_steps", "5");
		for (int i = 0; i < more.length; i += 2) given.put(more[i], more[i + 1]);
		return SimGanConfig.of(given);
	}

	private Refinement training(final SimGanConfig config) {
		final Batches batches = new Batches(synthetic, real, Pairs.none(real), config.crop(), config.flips());
		return new Refinement(config, config.lambda(), batches, synthetic.subset(0, 1), Optional.empty(), "test",
				new Seeds(7), RunContext.quiet());
	}

	@Test
	void eachPhaseTrainsItsOwnAndLeavesTheOtherBitIdentical() {
		try (Refinement training = training(config("head", "image"))) {
			final INDArray d0 = training.discriminator().parameters().dup();
			final INDArray r0 = training.refiner().parameters().dup();
			training.step(1);
			training.step(2);
			assertEquals(d0, training.discriminator().parameters());
			assertNotEquals(r0, training.refiner().parameters());
			final INDArray r1 = training.refiner().parameters().dup();
			for (int step = 3; step <= 5; step++) training.step(step);
			assertEquals(r1, training.refiner().parameters());
			assertNotEquals(d0, training.discriminator().parameters());
			training.step(6);
			assertNotEquals(r1, training.refiner().parameters());
			// Two refiner steps a round, one of the discriminator.
			assertEquals(2 + 2, training.refiner().iteration());
			assertEquals(3 + 1, training.discriminator().iteration());
		}
	}

	@Test
	void theBufferFillsInPretrainingAndKeepsItsSize() {
		try (Refinement training = training(config())) {
			final double[] occupancy = new double[11];
			for (int step = 1; step <= 11; step++) occupancy[step - 1] = training.step(step).get("buffer");
			assertEquals(List.of(0., 0., 2., 4., 5., 5., 5., 5., 5., 5., 5.),
					java.util.Arrays.stream(occupancy).boxed().collect(java.util.stream.Collectors.toList()));
		}
	}

	@Test
	void withoutABufferAllRefinedImagesAreFresh() {
		try (Refinement training = training(config("buffer", "0"))) {
			for (int step = 1; step <= 7; step++) assertEquals(0, training.step(step).get("buffer"));
		}
	}

	@Test
	void thePretrainedRefinerWithASkipIsTheIdentity() {
		try (Refinement training = training(config())) {
			for (int step = 1; step <= 2; step++) assertEquals(0, training.step(step).get("r_change"));
		}
	}

	@Test
	void aResumedTrainingEqualsOneThatWasNeverInterrupted() throws IOException {
		final ByteArrayOutputStream saved = new ByteArrayOutputStream();
		final INDArray refiner;
		final INDArray discriminator;
		try (Refinement whole = training(config())) {
			for (int step = 1; step <= 11; step++) {
				whole.step(step);
				if (step == 7) whole.save(new DataOutputStream(saved));
			}
			refiner = whole.refiner().parameters().dup();
			discriminator = whole.discriminator().parameters().dup();
		}
		try (Refinement rest = training(config())) {
			rest.load(new DataInputStream(new ByteArrayInputStream(saved.toByteArray())));
			for (int step = 8; step <= 11; step++) rest.step(step);
			assertEquals(refiner, rest.refiner().parameters());
			assertEquals(discriminator, rest.discriminator().parameters());
		}
	}

	@Test
	void snapshotsShowTheImagesAndWhatBecomesOfThemWhole() {
		try (Refinement training = training(config())) {
			training.step(1);
			final List<float[]> shown = training.snapshot(1);
			assertEquals(4, shown.size());
			assertEquals(SIZE * SIZE, shown.get(3).length);
			org.junit.jupiter.api.Assertions.assertArrayEquals(shown.get(0), shown.get(2), 1e-6f);
		}
	}

	@Test
	void figuresAreAlwaysTheSameAndFinite() {
		try (Refinement training = training(config())) {
			for (int step = 1; step <= 7; step++) {
				final Map<String, Double> figures = training.step(step);
				assertEquals(List.of("phase", "r_adversarial", "r_change", "r_drift", "d_loss", "d_real", "d_refined",
						"buffer"), List.copyOf(figures.keySet()));
				assertTrue(figures.values().stream().allMatch(Double::isFinite), figures.toString());
			}
		}
	}

	@Test
	void setsThatDoNotGoTogetherAreRefused() {
		assertThrows(UserError.class,
				() -> new Batches(ToySets.discs(4, 20, false, 1), real, Pairs.none(real), 0, false));
		assertThrows(UserError.class, () -> new Batches(synthetic, real, Pairs.none(real), 20, false));
		assertThrows(UserError.class,
				() -> new Batches(synthetic, real.ofLabel("patient"), Pairs.none(real.ofLabel("patient")), 0, false));
		assertThrows(UserError.class, () -> new Batches(synthetic.subset(), real, Pairs.none(real), 0, false));
	}

	@Test
	void picksAreDrawnWithoutRepetitionAsFarAsTheyGo() {
		final Batches batches = new Batches(synthetic, real, Pairs.none(real), 0, false);
		final int[] picks = batches.pick(24, new Seeds(1).random("pick", 0));
		final int[] times = new int[12];
		for (final int pick : picks) times[pick]++;
		for (final int n : times) assertEquals(2, n);
	}

	@Test
	void realImagesHaveTheLabelsOfTheSyntheticOnes() {
		final Batches batches = new Batches(synthetic, real, Pairs.none(real), 0, false);
		final int[] picks = { 0, 1, 4, 5 };
		final List<float[]> drawn = batches.real(picks, new Seeds(1).random("real", 0));
		for (int i = 0; i < picks.length; i++) {
			final float[] image = drawn.get(i);
			final String label = synthetic.patch(picks[i]).label();
			final PatchSet same = real.ofLabel(label);
			assertTrue(same.pixels().stream().anyMatch(p -> java.util.Arrays.equals(p, image)), label);
		}
	}
}
