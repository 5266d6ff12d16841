/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import net.imglib2.img.array.ArrayImgs;

import org.cmrgan.command.SettingsFile;
import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.function.Executable;

/**
 * Pipes, devices, folders and missing files in the place of a file: a sentence at once, and no wait for data that never
 * arrives.
 */
class UnusualFilesTest {
	@TempDir
	Path folder;

	private static String refused(final Executable reading) {
		return assertTimeoutPreemptively(Duration.ofSeconds(10),
				() -> assertThrows(UserError.class, reading).getMessage());
	}

	/** A pipe without a writer; opening it waits. */
	private Path pipe(final String name) throws IOException, InterruptedException {
		final Path out = folder.resolve(name);
		Files.createDirectories(out.getParent());
		Files.deleteIfExists(out);
		assumeTrue(Files.isExecutable(Path.of("/usr/bin/mkfifo")), "there are no pipes here");
		assertEquals(0, new ProcessBuilder("/usr/bin/mkfifo", out.toString()).start().waitFor());
		return out;
	}

	private static PreprocessJob preprocess(final Path input, final Path study) {
		return PreprocessJob.of(Map.of("input", input.toString(), "study", study.toString()));
	}

	private void image(final String name) {
		final float[] pixels = new float[256];
		for (int i = 0; i < 256; i++) pixels[i] = i + name.hashCode() % 100;
		MetaImageWriter.write(MetaImage.of(ArrayImgs.floats(pixels, 16, 16), 1.5, 1.5), folder.resolve(name), true);
	}

	@Test
	void anInputThatIsNoFileOrFolderIsRefused() throws Exception {
		final Path study = folder.resolve("study");
		assertTrue(refused(() -> preprocess(folder.resolve("none"), study)).contains("none does not exist"));
		assertTrue(refused(() -> preprocess(folder, study)).contains("has no subjects.csv"));
		final Path pipe = pipe("input.csv");
		assertTrue(refused(() -> preprocess(pipe, study)).contains("is neither a regular file nor a folder"));
		pipe("subjects.csv");
		assertTrue(refused(() -> preprocess(folder, study)).contains("subjects.csv is not a regular file"));
		if (Files.exists(Path.of("/dev/zero")))
			assertTrue(refused(() -> preprocess(Path.of("/dev/zero"), study)).contains("neither a regular file"));
	}

	@Test
	void pipesInATableAreNamedWithTheirLine() throws Exception {
		pipe("pipe.mha");
		pipe("pipe.roi");
		for (final String name : List.of("a.mha", "b.mha", "c.mha", "d.mha")) image(name);
		final Path table = Files.writeString(folder.resolve("t.csv"),
				"image,subject,label,mask,roi\npipe.mha,s1,patient,,\na.mha,s2,patient,pipe.mha,\nb.mha,s3,healthy,,pipe.roi\n");
		final String message = refused(() -> preprocess(table, folder.resolve("study")));
		assertTrue(message.contains("t.csv line 2: image pipe.mha is not a regular file"), message);
		assertTrue(message.contains("t.csv line 3: mask pipe.mha is not a regular file"), message);
		Files.writeString(table,
				"image,subject,label,roi\na.mha,s1,patient,pipe.roi\nb.mha,s2,patient,pipe.roi\nc.mha,s3,healthy,pipe.roi\nd.mha,s4,healthy,pipe.roi\n");
		final PreprocessJob job = PreprocessJob
				.of(Map.of("input", table.toString(), "study", folder.resolve("study").toString(), "folds", "2"));
		assertTrue(refused(() -> job.run(RunContext.quiet())).contains("pipe.roi is not a regular file"));
	}

	@Test
	void pipesInTheStudyAndBesideItDoNotHoldUp() throws Exception {
		final Path study = folder.resolve("study");
		Study.create(study,
				new StudyInfo(List.of("a", "b"), "a", 2, 1.2, "percentile", Optional.empty(), List.of(), 2, 1, "table",
						"hash", Map.of()),
				new PatchSet(2, 2, 1.2, List.of(new Patch("x", "s", "a", 1, Map.of())), List.of(new float[4])));
		for (final String name : List.of("real/index.csv", "real/images.mha", "study.json")) {
			pipe("study/" + name);
			final String message = refused(() -> Study.open(study).real());
			assertTrue(message.contains(Path.of(name).getFileName().toString()) || message.contains("has no image set"),
					message);
		}
		pipe("run.json");
		refused(() -> RunRecord.of(folder));
		final Path settings = pipe("settings.json");
		refused(() -> SettingsFile.read(settings.toString(), "Train E-GAN"));
		for (final String name : List.of("stack.mha", "stack.tif", "stack.mhd")) {
			final Path stack = pipe(name);
			refused(() -> ReadyStack.read(stack));
			if (!name.endsWith("tif")) refused(() -> MetaImageReader.read(stack));
		}
	}

	@Test
	void aLabelThatIsTooLongForAFolderIsRefusedAtTheStart() throws IOException {
		final Map<String, String> expected = new HashMap<>();
		expected.put("x".repeat(101), "is too long");
		expected.put("\u75c5".repeat(34), "is too long");
		for (final Map.Entry<String, String> e : expected.entrySet()) {
			for (final String name : List.of("a.mha", "b.mha")) image(name);
			final Path table = Files.writeString(folder.resolve("t.csv"),
					"image,subject,label,roi\na.mha,s1," + e.getKey() + ",\"2,2,9,9\"\nb.mha,s2,healthy,\"2,2,9,9\"\n");
			assertTrue(refused(() -> preprocess(table, folder.resolve("study"))).contains(e.getValue()));
		}
	}
}
