/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cmrgan.data.PatchSet;
import org.cmrgan.io.ImageFiles;
import org.cmrgan.pipeline.MakePhantomJob;
import org.cmrgan.pipeline.Study;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The demos of docs/guide/java.md work as described. */
@Tag("long")
class DemosTest {
	private static final Path PAGE = Path.of("docs/guide/java.md");
	private static final Path DEMOS = Path.of("src/test/java/demo");

	@TempDir
	Path folder;

	@Test
	void fromScansToSyntheticImages() throws IOException {
		final Path scans = folder.resolve("scans");
		MakePhantomJob.of(
				Map.of("output", folder.resolve("raw").toString(), "subjects", "8", "slices", "1", "patients", "0.5"))
				.run(RunContext.quiet());
		byClass(folder.resolve("raw"), scans);
		final Path study = folder.resolve("study");
		demo.MakeStudy.main(scans.toString(), study.toString());
		assertEquals(8, Study.open(study).real().size());

		demo.TrainAndDraw.main(study.toString(), "regression_steps=2", "generations=1", "snapshots=1", "width=2",
				"batch=4", "evaluations=4");
		assertEquals(16, PatchSet.read(Study.open(study).synthetic(0)).size());
		final String said = assertThrows(UserError.class, () -> demo.TrainAndDraw.main(study.toString(), "batch=0"))
				.getMessage();
		assertTrue(said.startsWith("batch=0 "), said);

		final Path image = Study.open(study).synthetic(0).resolve("images.mha");
		demo.ReadScans.main(image.toString(), folder.resolve("copy.mha").toString());
		assertEquals(ImageFiles.read(image).geometry(), ImageFiles.read(folder.resolve("copy.mha")).geometry());
	}

	/** A folder for each class, with masks beside the images. */
	private static void byClass(final Path raw, final Path scans) throws IOException {
		final List<String> lines = Files.readAllLines(raw.resolve("subjects.csv"));
		for (final String line : lines.subList(1, lines.size())) {
			final String[] cells = line.split(",");
			final Path to = scans.resolve(cells[3]).resolve(Path.of(cells[0]).getFileName());
			Files.createDirectories(to.getParent());
			Files.copy(raw.resolve(cells[0]), to);
			Files.copy(raw.resolve(cells[1]), to.resolveSibling(ImageFiles.stem(to) + "_mask.mha"));
		}
	}

	@Test
	void theLinesShownRunOnAPlainClassPath() throws Exception {
		final Matcher block = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
		assertTrue(block.find(), "no lines in Java");
		final Path source = Files.writeString(folder.resolve("Shown.java"),
				"import java.util.Map;\nimport org.cmrgan.pipeline.*;\nimport org.cmrgan.run.*;\n"
						+ "class Shown {\n\tpublic static void main(String[] arguments) {\n" + block.group(1)
						+ "\t}\n}\n");
		MakePhantomJob.of(
				Map.of("output", folder.resolve("scans").toString(), "subjects", "8", "slices", "1", "patients", "0.5"))
				.run(RunContext.quiet());
		final Process java = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
				"-Djava.awt.headless=true", "-classpath", System.getProperty("java.class.path"), source.toString())
				.directory(folder.toFile()).redirectErrorStream(true).start();
		final String printed = new String(java.getInputStream().readAllBytes());
		assertEquals(0, java.waitFor(), printed);
		assertEquals(8, Study.open(folder.resolve("study")).real().size());
	}

	@Test
	void thePageNamesEveryDemoAndNoOther() throws IOException {
		final Set<String> named = new HashSet<>();
		final Matcher link = Pattern.compile("src/test/java/demo/(\\w+)\\.java").matcher(Files.readString(PAGE));
		while (link.find()) named.add(link.group(1));
		final List<String> there = new ArrayList<>();
		try (java.util.stream.Stream<Path> files = Files.list(DEMOS)) {
			files.forEach(file -> there.add(file.getFileName().toString().replace(".java", "")));
		}
		assertEquals(new HashSet<>(there), named);
	}
}
