/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import net.imglib2.img.array.ArrayImgs;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Inputs rebuilt from bug reports of people who do this job: each is read correctly or refused with a reason. The
 * tables are part of the test resources, their images are made here; the inputs of geometry are in ../shared/cases, and
 * are skipped without it, as are all slow tests by default.
 */
class CasesTest {
	private static final int WIDTH = 64;
	private static final int HEIGHT = 56;

	@TempDir
	Path folder;

	private final ListeningContext heard = new ListeningContext();
	private Path study;

	@BeforeEach
	void aNewStudy() {
		study = folder.resolve("study");
	}

	/** A heart of 1500 in a ring of 1100 at (36, 24), in noise of its own. */
	private static float[] phantom(final int seed, final int width, final int height, final int x, final int y) {
		final java.util.Random random = new java.util.Random(seed);
		final float[] out = new float[width * height];
		for (int i = 0; i < out.length; i++) {
			final double r = Math.hypot(i % width - x, i / width - y);
			out[i] = (float) ((r < 4 ? 1500 : r < 8 ? 1100 : 300) + random.nextInt(20));
		}
		return out;
	}

	private static void image(final Path file, final int seed) {
		MetaImageWriter.write(
				MetaImage.of(ArrayImgs.floats(phantom(seed, WIDTH, HEIGHT, 36, 24), WIDTH, HEIGHT), 1.5, 1.5), file,
				true);
		final byte[] mask = new byte[WIDTH * HEIGHT];
		for (int i = 0; i < mask.length; i++) mask[i] = (byte) (Math.hypot(i % WIDTH - 36, i / WIDTH - 24) < 8 ? 1 : 0);
		MetaImageWriter.write(MetaImage.of(ArrayImgs.unsignedBytes(mask, WIDTH, HEIGHT), 1.5, 1.5),
				file.resolveSibling(file.getFileName().toString().replace(".mha", "_mask.mha")), true);
	}

	private Path resource(final String name) throws IOException {
		try {
			final Path copy = folder.resolve(Path.of(name).getFileName());
			return Files.copy(Path.of(CasesTest.class.getResource("/org/cmrgan/cases/" + name).toURI()), copy);
		} catch (final URISyntaxException e) {
			throw new IllegalStateException(e);
		}
	}

	private PatchSet preprocess(final Path table, final String... more) {
		final Map<String, String> given = new HashMap<>(Map.of("input", table.toString(), "study", study.toString(),
				"size", "48", "spacing", "1.5", "window", "t1", "folds", "2"));
		for (final String key : more) given.put(key.split("=")[0], key.split("=")[1]);
		PreprocessJob.of(given).run(heard);
		return Study.open(study).real();
	}

	private PatchSet table(final String name, final String... more) throws IOException {
		final Path images = Files.createDirectories(folder.resolve("img"));
		for (int k = 0; k < 16; k++) image(images.resolve(String.format("b%02d.mha", k)), k + 1);
		image(images.resolve("copy.mha"), 4);
		return preprocess(resource("tables/" + name + ".csv"), more);
	}

	@ParameterizedTest
	@ValueSource(strings = { "zeros", "nbsp", "case", "zerowidth" })
	void aSubjectUnderTwoSpellingsIsRefusedUnlessTheyAreTwo(final String name) throws IOException {
		final String message = assertThrows(UserError.class, () -> table("subject-" + name)).getMessage();
		assertTrue(message.contains("8 subjects"), message);
		assertEquals(16,
				preprocess(folder.resolve("subject-" + name + ".csv"), "subjects_as_written=true").subjects().size());
	}

	@Test
	void anEmSpaceBehindASubjectIsSeen() throws IOException {
		final Path table = resource("tables/subject-nbsp.csv");
		Files.writeString(table, Files.readString(table).replace('\u00a0', '\u2003'));
		final Path images = Files.createDirectories(folder.resolve("img"));
		for (int k = 0; k < 16; k++) image(images.resolve(String.format("b%02d.mha", k)), k + 1);
		final String message = assertThrows(UserError.class, () -> preprocess(table)).getMessage();
		assertTrue(message.contains("P00<U+2003> on subject-nbsp.csv line 3"), message);
	}

	@Test
	void aCopyUnderAnotherHeaderIsRefused() {
		final String message = assertThrows(UserError.class, () -> table("copy-other-header")).getMessage();
		assertTrue(message.contains(
				"(img/b03.mha on copy-other-header.csv line 5 (P01, patient) and img/copy.mha on copy-other-header.csv line 18 (Q1, normal))"),
				message);
	}

	@ParameterizedTest
	@CsvSource({ "posneg,positive", "healthy,diseased", "truefalse,TRUE" })
	void thePositiveLabelIsTheIllOne(final String name, final String positive) throws IOException {
		table("positive-" + name);
		assertEquals(positive, Study.open(study).info().positive());
		assertTrue(
				heard.infos().stream().anyMatch(i -> i.startsWith("The positive class is " + positive + ", because ")),
				heard.infos().toString());
		ReportJob.of(Map.of("study", study.toString())).run(heard);
		assertTrue(Files.readString(study.resolve("report/index.html"))
				.contains("The positive class is " + positive + ","));
	}

	@ParameterizedTest
	@ValueSource(strings = { "excel-sep", "excel-emptyheader" })
	void tablesOfSpreadsheetsAreTaken(final String name) throws IOException {
		assertEquals(8, table(name).subjects().size());
	}

	private Study ready(final String name) throws IOException {
		final float[] all = new float[24 * 48 * 48];
		for (int k = 0; k < 24; k++) System.arraycopy(phantom(k, 48, 48, 24, 22), 0, all, k * 48 * 48, 48 * 48);
		final Path stack = folder.resolve("stack.mha");
		MetaImageWriter.write(MetaImage.of(ArrayImgs.floats(all, 48, 48, 24), 1.2, 1.2, 1), stack, true);
		return new StackStudy(ReadyStack.read(stack), java.util.Optional.of(resource("ready/" + name + ".csv")), 4,
				false, "auto", 1).in(study, heard);
	}

	@ParameterizedTest
	@ValueSource(strings = { "bom", "semicolons", "emptyheader", "subject-capital" })
	void aTableOfAReadyStackIsReadAlike(final String name) throws IOException {
		final PatchSet real = ready(name).real();
		assertEquals(8, real.subjects().size());
		final Map<String, Integer> folds = new HashMap<>();
		for (final Patch p : real.patches()) assertEquals(p.fold(), folds.computeIfAbsent(p.subject(), s -> p.fold()));
	}

	@Test
	void aBlankSubjectInOneRowIsRefused() {
		final String message = assertThrows(UserError.class, () -> ready("one-blank")).getMessage();
		assertTrue(
				message.endsWith(
						"gives no subject on one-blank.csv line 7: give the subject of every image, or of none."),
				message);
	}

	private static Path shared(final String name) {
		final Path found = Stream.of("../shared/cases", "../../shared/cases")
				.map(f -> Path.of(f, name).toAbsolutePath()).filter(Files::exists).findFirst().orElse(Path.of(""));
		assumeTrue(!found.toString().isEmpty(), "there is no ../shared/cases/" + name);
		return found.normalize();
	}

	/** The middle of what lies between two T1. */
	private static double[] middle(final float[] patch, final double low, final double high) {
		double x = 0;
		double y = 0;
		int n = 0;
		for (int i = 0; i < patch.length; i++) {
			final double ms = (patch[i] + 1) * 1000;
			if (ms <= low || ms >= high) continue;
			x += i % 48;
			y += i / 48;
			n++;
		}
		return new double[] { x / n, y / n };
	}

	@ParameterizedTest
	@ValueSource(strings = { "ref", "mask-spacing", "mask-origin", "mask-z-reversed", "units-cm", "no-spacing",
			"mask-probability", "slope rescale=true", "nan-background", "spacing-z0" })
	@Tag("slow")
	void heartAndSpotLieWhereTheyAre(final String words) {
		final String[] parts = words.split(" ");
		final PatchSet real = preprocess(shared("geometry/" + parts[0] + ".csv"),
				java.util.Arrays.copyOfRange(parts, 1, parts.length));
		final List<Integer> own = new ArrayList<>();
		for (int i = 0; i < real.size(); i++) if (real.patch(i).subject().equals(parts[0])) own.add(i);
		assertTrue(!own.isEmpty(), heard.warnings().toString());
		for (final int i : own) {
			final double[] heart = middle(real.pixels(i), 1400, 1600);
			assertEquals(23.5, heart[0], 0.6, words);
			assertEquals(23.5, heart[1], 0.6, words);
			final double[] spot = middle(real.pixels(i), 1750, 2100);
			// The slices of the volume have their spots elsewhere.
			if (parts[0].equals("mask-z-reversed")) continue;
			assertEquals(37.5, spot[0], 0.6, words);
			assertEquals(23.5, spot[1], 0.6, words);
			// This mask is a disc, with the blood in it.
			if (!parts[0].equals("mask-spacing"))
				assertEquals(1100, Double.parseDouble(real.patch(i).get("mask_mean")), 60, words);
		}
	}

	@Test
	@Tag("slow")
	void aMaskOfSeveralLabelsAndAnIntensityFunctionAreTold() {
		final Path labels = shared("geometry/mask-3-labels.csv");
		assertTrue(assertThrows(UserError.class, () -> preprocess(labels)).getMessage().contains("mask_label"));
		preprocess(shared("geometry/slope.csv"));
		assertTrue(heard.warnings().stream().anyMatch(w -> w.contains("rescale")), heard.warnings().toString());
	}

	@ParameterizedTest
	@ValueSource(strings = { "same", "plain", "volumes" })
	@Tag("slow")
	void slicesOfObliqueVolumesAreNotSheared(final String name) {
		final PatchSet real = preprocess(shared("oblique/" + name + ".csv"));
		assertEquals(8, real.size());
		for (int i = 0; i < real.size(); i++) {
			final double[] spot = middle(real.pixels(i), 1750, 2100);
			assertEquals(21, 1.5 * Math.hypot(spot[0] - 23.5, spot[1] - 23.5), 0.6, name);
		}
	}

	@Test
	@Tag("slow")
	void aSetThatMixesDirectionsIsWarnedOf() {
		preprocess(shared("mixed/subjects.csv"));
		assertTrue(heard.warnings().stream().anyMatch(w -> w.contains("patient") && w.contains("normal")),
				heard.warnings().stream().collect(Collectors.joining("\n")));
	}
}
