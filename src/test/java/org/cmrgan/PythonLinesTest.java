/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.cmrgan.pipeline.Study;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The lines that docs/guide/macros-and-scripts.md shows for PyImageJ, run by Python over JPype. imagej.py and
 * scyjava.py replace PyImageJ and ImageJ2. Skipped without JPype (Debian: python3-jpype).
 */
@Tag("slow")
class PythonLinesTest {
	private static final Path PAGE = Path.of("docs/guide/macros-and-scripts.md");
	private static final Path STAND_INS = Path.of("src/test/resources/org/cmrgan/python").toAbsolutePath();

	@TempDir
	Path folder;

	@Test
	void theLinesShownRunAPipeline() throws IOException, InterruptedException {
		final Optional<String> python = python();
		assumeTrue(python.isPresent(), "JPype is not installed: apt-get install python3-jpype");
		// Everything is as small as possible, because only the calls are tested.
		Files.copy(STAND_INS.resolve("smallest.json"), folder.resolve("smallest.json"));
		final String shorter = shown().replace("subjects=24", "subjects=24, slices=1").replace("preset=\"quick\"",
				"preset=\"quick\", settings=\"smallest.json\"");
		assertTrue(shorter.contains("slices=1") && shorter.contains("smallest.json"), shorter);
		final ProcessBuilder builder = new ProcessBuilder(python.get(), "-c", shorter
				+ "\nassert refined.getStackSize() >= 24, refined\nassert str(refined.getCalibration().getUnit()) == 'mm'\n")
				.directory(folder.toFile()).redirectErrorStream(true);
		builder.environment().put("PYTHONPATH", STAND_INS.toString());
		builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
		builder.environment().put("CMRGAN_CLASSPATH", System.getProperty("java.class.path"));
		final Process process = builder.start();
		final String printed = new String(process.getInputStream().readAllBytes());
		assertEquals(0, process.waitFor(), printed);
		assertEquals(24, Study.open(folder.resolve("study")).real().size());
		assertTrue(Files.exists(folder.resolve("study/report/index.html")), printed);
	}

	private static String shown() throws IOException {
		final Matcher block = Pattern.compile("```python\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
		assertTrue(block.find(), "no lines for Python");
		return block.group(1);
	}

	private static Optional<String> python() throws InterruptedException {
		for (final String python : List.of("/usr/bin/python3", "python3")) try {
			if (new ProcessBuilder(python, "-c", "import jpype").redirectErrorStream(true)
					.redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor() == 0)
				return Optional.of(python);
		} catch (final IOException e) {
			// Another may be there.
		}
		return Optional.empty();
	}
}
