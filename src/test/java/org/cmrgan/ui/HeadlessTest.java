/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.cmrgan.RealImageJ;
import org.cmrgan.RealImageJ.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The end of commands in a real ImageJ without windows: the output, whether the macro continues, and the exit code. */
@Tag("long")
class HeadlessTest {
	/** The exit code of a process that this signal has ended. */
	private static final int SIGTERM = 128 + 15;

	@TempDir
	Path folder;

	private RealImageJ imagej;

	@BeforeEach
	void menus() throws IOException {
		final Path plugins = Files.createDirectories(folder.resolve("plugins"));
		Files.writeString(plugins.resolve("plugins.config"),
				"Plugins>CMR GAN, \"Trial\", org.cmrgan.ui.ImageJ1Bridge(\"org.cmrgan.command.TrialCommand\")\n");
		imagej = new RealImageJ(folder).withPlugins(plugins);
	}

	@Test
	void aMacroGivesValuesAndGoesOnWhenTheCommandIsDone() {
		final Result result = imagej.run(
				"print(getArgument()); run('Trial', 'study=[a b] steps=3 pause=1 preset=quick'); print('after');",
				"the argument");
		assertEquals(0, result.exit, result.printed);
		assertTrue(result.printed.startsWith("the argument"), result.printed);
		assertTrue(result.printed.contains("study=a b") && result.printed.contains("preset=quick"), result.printed);
		assertTrue(result.printed.contains("pause=1"), "a key without a parameter is taken too: " + result);
		assertTrue(result.printed.contains("after"), result.printed);
	}

	@Test
	void flagsAreTakenBareAndWithAValue() {
		final String printed = imagej.run("run('Trial', 'resume'); print('then'); run('Trial', 'resume=false');",
				"").printed;
		final int then = printed.indexOf("then");
		assertTrue(then >= 0 && printed.substring(0, then).contains("resume=true"), printed);
		assertTrue(printed.substring(then).contains("resume=false"), printed);
	}

	@Test
	void aMistakeIsOneSentenceAndStopsTheMacro() {
		final Result result = imagej.run("run('Trial', 'how=mistake');\nprint('after');", "");
		assertStopped(result, "Macro Error: The trial was told to fail: tell it otherwise. in line 1");
		assertFalse(result.printed.contains("\tat "), result.printed);
	}

	@Test
	void aBugKeepsItsStackTraceInTheLog() {
		assertStopped(imagej.run("run('Trial', 'how=bug'); print('after');", ""),
				"IllegalStateException: a bug\n\tat org.cmrgan.command.TrialCommand");
	}

	@Test
	void aCancelStopsTheMacroToo() {
		assertStopped(imagej.run("run('Trial', 'how=cancel'); print('after');", ""), "Trial was cancelled.");
	}

	@Test
	void badValuesStopTheMacro() {
		assertStopped(imagej.run("run('Trial', 'how=nix steps=0,5'); print('after');", ""),
				"how=nix is unknown: give one of done, mistake, bug, cancel, slow. steps=0,5 is not a whole number");
		assertStopped(imagej.run("run('Evaluate Augmentation', 'study=none resume=maybe'); print('after');", ""),
				"Macro Error: resume=maybe is neither true nor false: give true or false. The study folder");
	}

	@Test
	void aProcessThatIsAskedToEndCancelsItsCommandFirst() {
		final Result result = imagej.runUntil("given", "run('Trial', 'steps=1000 pause=20'); print('after');");
		assertEquals(SIGTERM, result.exit, result.printed);
		assertTrue(result.printed.contains("Trial was cancelled."), result.printed);
		assertFalse(result.printed.contains("\nafter"), result.printed);
		assertFalse(result.printed.contains("Exception"), result.printed);
	}

	@Test
	void whatImageJItselfRefusesEndsTheLauncherWithAnErrorToo() {
		assertStopped(imagej.run("run('No Such Command'); print('after');", ""), "Unrecognized command");
		assertStopped(imagej.run("x = (1; print('after');", ""), "Macro Error");
		assertEquals(Headless.NOT_STARTED, imagej.run(folder.resolve("absent.ijm"), "").exit);
	}

	@Test
	void imageJsOwnMainEndsWithAnErrorToo() {
		assertStopped(imagej.runByImageJ("run('Trial', 'how=mistake'); print('after');", ""),
				"The trial was told to fail");
		assertEquals(0, imagej.runByImageJ("run('Trial', 'how=done');", "").exit);
	}

	private static void assertStopped(final Result result, final String says) {
		assertEquals(ExitCode.FAILED, result.exit, result.printed);
		assertTrue(result.printed.contains(says), result.printed);
		assertFalse(result.printed.contains("\nafter"), result.printed);
	}
}
