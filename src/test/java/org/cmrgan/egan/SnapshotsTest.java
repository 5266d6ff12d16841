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
import java.util.OptionalLong;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The snapshots that trainings keep, and the choice among them. */
@Tag("long")
class SnapshotsTest {
	private static final int SIZE = 16;
	@TempDir
	Path folder;

	private static EGanConfig config(final String start, final int generations) {
		return EGanConfig.of(new HashMap<>(Map.of("preset", "quick", "start", start, "regression_steps", "4",
				"generations", String.valueOf(generations), "batch", "4", "width", "2", "components", "4",
				"evaluations", "6", "snapshots", String.valueOf(generations + 4))));
	}

	private static void train(final EGanConfig config, final Path to, final RunContext context) {
		EGan.train(config, Discs.of(20, SIZE), "disc", to, new Seeds(7), List.of(), context);
	}

	private static byte[] bytes(final Path file) throws Exception {
		return Files.readAllBytes(file);
	}

	@Test
	void theBestAreKeptTheSameAfterAResumeAsWithoutOne() throws Exception {
		final EGanConfig config = config("learned", 7);
		final Path whole = folder.resolve("whole");
		train(config, whole, RunContext.quiet());
		assertEquals(Snapshots.MOST, EGan.snapshots(whole).size());
		final Path cut = folder.resolve("cut");
		for (final int step : new int[] { 3, 7, 9 })
			assertThrows(CancelledException.class,
					() -> train(config, cut, new ListeningContext().cancelAfterSteps(step, "generation")));
		train(config, cut, RunContext.quiet());
		assertEquals(EGan.snapshots(whole), EGan.snapshots(cut));
		for (final long step : EGan.snapshots(whole))
			assertArrayEquals(bytes(Snapshots.file(whole, step)), bytes(Snapshots.file(cut, step)));
	}

	@Test
	void anotherOneIsChosenAndTheFirstAgainAsIfNothingHadBeen() throws Exception {
		final EGanConfig config = config("learned", 3);
		train(config, folder, RunContext.quiet());
		final byte[] model = bytes(folder.resolve(EGan.MODEL));
		final byte[] redrawn = bytes(folder.resolve(EGan.REDRAWN).resolve("images.mha"));
		final long first = EGan.chosen(folder).orElseThrow();
		final long other = EGan.snapshots(folder).stream().filter(step -> step != first).findFirst().orElseThrow();
		choose(config, other);
		assertEquals(OptionalLong.of(other), EGan.chosen(folder));
		assertArrayEquals(bytes(Snapshots.file(folder, other)), bytes(folder.resolve(EGan.MODEL)));
		assertFalse(java.util.Arrays.equals(redrawn, bytes(folder.resolve(EGan.REDRAWN).resolve("images.mha"))));
		final PatchSet images = EGan.synthesize(folder.resolve(EGan.MODEL), "disc", 2, Discs.of(4, SIZE), "hash",
				new Seeds(1), RunContext.quiet());
		assertTrue(EGan.made(folder, images));
		choose(config, first);
		assertArrayEquals(model, bytes(folder.resolve(EGan.MODEL)));
		assertArrayEquals(redrawn, bytes(folder.resolve(EGan.REDRAWN).resolve("images.mha")));
		assertFalse(EGan.made(folder, images));
	}

	private void choose(final EGanConfig config, final long step) {
		EGan.choose(config, Discs.of(20, SIZE), "disc", folder, new Seeds(7), step, RunContext.quiet());
	}

	/** The file of a mosaic contains the images that were held back to judge it, whichever snapshot it is. */
	@Test
	void mosaicsAreKeptAsTheyWouldBeExported() throws Exception {
		final EGanConfig config = config("mosaic", 3);
		train(config, folder, RunContext.quiet());
		final long chosen = EGan.chosen(folder).orElseThrow();
		assertTrue(EGan.snapshots(folder).size() >= 3);
		for (final long step : EGan.snapshots(folder))
			assertTrue(EGan.cardOf(Snapshots.file(folder, step)).holdsTrainingImages());
		choose(config,
				EGan.snapshots(folder).get(0) == chosen
						? EGan.snapshots(folder).get(1)
						: EGan.snapshots(folder).get(0));
		assertFalse(Files.exists(folder.resolve(EGan.REDRAWN)));
	}

	@Test
	void oneThatWasNotKeptIsRefusedByName() {
		train(config("learned", 3), folder, RunContext.quiet());
		final UserError e = assertThrows(UserError.class, () -> choose(config("learned", 3), 99));
		assertTrue(e.getMessage().startsWith(folder + " keeps no snapshot of generation 99: give one of 4,"),
				e.getMessage());
	}
}
