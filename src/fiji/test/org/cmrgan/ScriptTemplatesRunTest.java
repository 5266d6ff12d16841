/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.scijava.util.FileUtils;

/** Runs every script template as shipped. */
@Tag("slow")
class ScriptTemplatesRunTest {
	private static final Path TEMPLATES = Paths.get("src/main/resources/script_templates/CMR_GAN").toAbsolutePath();

	@TempDir
	Path temporary;

	private Path folder;
	private HeadlessFiji fiji;

	/** The paths contain blanks and letters outside ASCII. */
	@BeforeEach
	void makeFolder() throws IOException {
		folder = Files.createDirectory(temporary.resolve("Ärzte und Bilder"));
		fiji = new HeadlessFiji(folder);
	}

	@ParameterizedTest
	@ValueSource(strings = { ".groovy", ".py" })
	void theStagesRunOneAfterTheOther(final String extension) {
		final String scans = "\"" + folder.resolve("scans") + "\"";
		final String study = "study=\"" + folder.resolve("study") + "\"";
		for (final List<String> stage : List.of(
				List.of("Make_Phantom_Data", "output=" + scans + ", subjects=16, slices=1, patients=0.5, seed=1"),
				List.of("Preprocess_MHA_ROI", "input=" + scans + ", " + study + ", folds=4, seed=1"),
				List.of("Train_E-GAN", study + ", fold=0, preset=\"quick\", seed=1"),
				List.of("Synthesize_E-GAN", study + ", fold=0, multiple=1, seed=1"),
				List.of("Train_SimGAN", study + ", fold=0, preset=\"quick\", seed=1"),
				List.of("Refine_SimGAN", study + ", fold=0"),
				List.of("Evaluate_Augmentation", study + ", preset=\"quick\", seed=1"),
				List.of("Image_Quality_Report", study + ", fold=0"), List.of("Write_Report", study),
				List.of("Run_Full_Pipeline", "input=" + scans + ", " + study + ", preset=\"quick\", seed=1")))
			assertEquals(0, fiji.run(TEMPLATES.resolve(stage.get(0) + extension), stage.get(1)),
					() -> stage + "\n" + fiji.printed());
		assertTrue(Files.exists(folder.resolve("study/report/index.html")));
	}

	@ParameterizedTest
	@ValueSource(strings = { ".groovy", ".py" })
	void aScriptWhoseCommandFailsStopsAndFails(final String extension) {
		assertEquals(1,
				fiji.run(TEMPLATES.resolve("Write_Report" + extension), "study=\"" + folder.resolve("none") + "\""));
		assertTrue(fiji.printed().contains("There is no study folder"), fiji::printed);
		assertFalse(fiji.printed().contains("Write Report: done"), fiji::printed);
	}

	@Test
	void theTemplatesAreWhereTheScriptEditorLooks() {
		assertTrue(FileUtils.findResources(null, "script_templates", null).keySet().stream()
				.filter(name -> name.startsWith("CMR_GAN/")).count() >= 20);
	}
}
