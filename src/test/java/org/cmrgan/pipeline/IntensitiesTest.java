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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.phantom.PhantomConfig;
import org.cmrgan.phantom.Phantoms;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images in [-1, 1], written in the unit of the scans. */
class IntensitiesTest {
	private static final float[] HALVES = { -1, -0.5f, 0.5f, 1 };
	private static final Map<String, String> WANTED = Map.of("intensities", "true");

	@TempDir
	Path folder;

	/** Of two real images, each with a window in its row where there are any. */
	private Study study(final String kind, final Optional<Window> ofAll, final List<Window> ofFolds,
			final List<Window> ofEach) {
		final List<Patch> rows = new ArrayList<>();
		for (int i = 0; i < 2; i++)
			rows.add(ofEach.get(i).noteIn(new Patch("i" + i, "s" + i, i == 0 ? "a" : "b", 1 + i, Map.of())));
		return Study.create(folder,
				new StudyInfo(List.of("a", "b"), "a", 2, 1.2, kind, ofAll, ofFolds, 2, 1, "table", "hash", Map.of()),
				new PatchSet(2, 2, 1.2, rows, List.of(HALVES, HALVES)));
	}

	private static Path made(final Study study, final int k) {
		new PatchSet(2, 2, 1.2, List.of(new Patch("made", "", "a", 0, Map.of())), List.of(HALVES))
				.write(study.synthetic(k));
		return study.synthetic(k);
	}

	private static float[] values(final Path set) {
		final MetaImage image = MetaImageReader.read(set.resolve("intensities.mha"));
		assertEquals(1.2, image.spacing()[0]);
		final float[] out = new float[(int) image.asFloats().size()];
		int i = 0;
		for (final var value : image.asFloats()) out[i++] = value.get();
		return out;
	}

	@Test
	void imagesOfAT1StudyComeBackInMilliseconds() {
		final Window t1 = new Window(0, 2000);
		final Study study = study("t1", Optional.of(t1), List.of(), List.of(t1, t1));
		Intensities.write(study, 0, study.realFolder(), RunContext.quiet());
		assertArrayEquals(new float[] { 0, 500, 1500, 2000, 0, 500, 1500, 2000 }, values(study.realFolder()));
		Intensities.write(study, 1, made(study, 1), RunContext.quiet());
		assertArrayEquals(new float[] { 0, 500, 1500, 2000 }, values(study.synthetic(1)));
	}

	@Test
	void imagesOfANetworkComeBackThroughTheWindowOfItsFold() {
		final Window stored = new Window(-256, 256);
		final Study study = study("percentile", Optional.empty(),
				List.of(new Window(0, 200), new Window(100, 200), new Window(100, 300)), List.of(stored, stored));
		Intensities.write(study, 2, made(study, 2), RunContext.quiet());
		assertArrayEquals(new float[] { 100, 150, 250, 300 }, values(study.synthetic(2)));
		Intensities.write(study, 0, study.realFolder(), RunContext.quiet());
		assertArrayEquals(new float[] { -256, -128, 128, 256, -256, -128, 128, 256 }, values(study.realFolder()));
	}

	@Test
	void whereEachImageHasAWindowOnlyRealOnesComeBack() {
		final Study study = study("percentile", Optional.empty(), List.of(),
				List.of(new Window(0, 100), new Window(200, 600)));
		Intensities.write(study, 0, study.realFolder(), RunContext.quiet());
		assertArrayEquals(new float[] { 0, 25, 75, 100, 200, 300, 500, 600 }, values(study.realFolder()));
		final String message = assertThrows(UserError.class, () -> Intensities.requireOfMade(study, 1)).getMessage();
		assertTrue(message.contains("window=t1 or scope=study"), message);
	}

	@Test
	void imagesThatAreMadeAnewLeaveNoOldIntensities() {
		final Window t1 = new Window(0, 2000);
		final Study study = study("t1", Optional.of(t1), List.of(), List.of(t1, t1));
		Intensities.write(study, 1, made(study, 1), RunContext.quiet());
		assertFalse(Files.exists(made(study, 1).resolve("intensities.mha")));
	}

	@Test
	void preprocessingWritesThemAtOnceOrLater() {
		Phantoms.write(PhantomConfig.of(Map.of("output", "scans", "subjects", "4", "slices", "1", "patients", "0.5")),
				folder.resolve("scans"), RunContext.quiet());
		final Path study = folder.resolve("study");
		final Map<String, String> keys = Map.of("input", folder.resolve("scans").toString(), "study", study.toString(),
				"folds", "2");
		PreprocessJob.of(keys).run(RunContext.quiet());
		final Path real = Study.open(study).realFolder();
		assertFalse(Files.exists(real.resolve("intensities.mha")));
		final Map<String, String> more = new java.util.HashMap<>(keys);
		more.putAll(WANTED);
		PreprocessJob.of(more).run(RunContext.quiet());
		final float[] unit = PatchSet.read(real).pixels(0);
		final float[] values = values(real);
		for (int i = 0; i < unit.length; i++) assertEquals(1000 * (1 + unit[i]), values[i], 1e-3);
	}
}
