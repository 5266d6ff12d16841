/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.Backend;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.simgan.Health.Alarm;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Provokes each failure of training, and checks that exactly its alarm is raised, in the warnings and in the verdict.
 */
@Tag("slow")
class PlantedFailureTest {
	private static final int SIZE = 24;
	@TempDir
	private Path folder;
	private final PatchSet textured = ToySets.discs(24, SIZE, true, 1);
	/** A degradation that the refiner of a training without a fault can repair. */
	private final PatchSet blurred = ToySets.blurred(ToySets.discs(24, SIZE, true, 3));

	@BeforeAll
	static void prepare() {
		Backend.prepare();
	}

	@Test
	void anEnormousLambdaLeavesTheIdentity() {
		expect(Set.of(Alarm.IDENTITY), blurred, "lambda", "1000");
	}

	@Test
	void aRefinerThatHardlyLearnsLeavesTheIdentity() {
		expect(Set.of(Alarm.IDENTITY), blurred, "refiner_learning_rate", "1e-9");
	}

	@Test
	void nothingToHoldARashRefinerMakesItOverEdit() {
		expect(Set.of(Alarm.OVER_EDITING), blurred, "lambda", "0", "means", "0", "refiner_learning_rate", "0.02");
	}

	@Test
	void aDiscriminatorThatHardlyLearnsGuesses() {
		expect(Set.of(Alarm.CHANCE), ToySets.discs(24, SIZE, true, 4), "discriminator_learning_rate", "1e-9");
	}

	@Test
	void nothingToTellApartMakesTheDiscriminatorGuess() {
		expect(Set.of(Alarm.CHANCE), ToySets.discs(24, SIZE, true, 4), "pretrain_discriminator", "0",
				"discriminator_learning_rate", "1e-5");
	}

	@Test
	void aRefinerThatCannotMakeTexturesOfNothingIsSeenThrough() {
		expect(Set.of(Alarm.SATURATED), ToySets.discs(24, SIZE, false, 2), "refiner_width", "1", "lambda", "3",
				"refiner_learning_rate", "1e-4", "discriminator_learning_rate", "0.005");
	}

	private void expect(final Set<Alarm> alarms, final PatchSet synthetic, final String... more) {
		final Map<String, String> given = new HashMap<>(
				Map.of("preset", "quick", "rounds", "60", "pretrain_refiner", "0", "pretrain_discriminator", "30",
						"buffer", "40", "crop", "0", "refiner_width", "8", "blocks", "1", "discriminator_width", "12"));
		given.put("label_steps", "0");
		given.put("select", "last");
		for (int i = 0; i < more.length; i += 2) given.put(more[i], more[i + 1]);
		final ListeningContext heard = new ListeningContext();
		SimGan.train(SimGanConfig.of(given), synthetic, textured, Pairs.none(synthetic), folder, new Seeds(1), heard,
				List.of());
		final Set<String> names = new TreeSet<>();
		for (final Alarm alarm : alarms) {
			names.add(alarm.name().toLowerCase(java.util.Locale.ROOT));
			assertTrue(heard.warnings().contains("SimGAN: " + alarm.message() + "."), heard.warnings().toString());
		}
		assertEquals(names.isEmpty() ? Health.HEALTHY : String.join(", ", names),
				((Map<?, ?>) heard.facts().get("SimGAN")).get("health"), heard.warnings().toString());
		assertEquals(alarms.size(), heard.warnings().stream().filter(w -> w.startsWith("SimGAN: ")).count(),
				heard.warnings().toString());
	}
}
