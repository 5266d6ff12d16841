/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.gui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.List;
import java.util.stream.Collectors;

import org.cmrgan.RealImageJ;
import org.cmrgan.RealImageJ.Result;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The suite in a real ImageJ with windows, on a virtual display; pictures are left in target/pictures. */
@Tag("slow")
class GuiTest {
	private static final Path PICTURES = Paths.get("target/pictures").toAbsolutePath();
	private static final List<String> WITH_DIALOG = List.of("Make Phantom Data", "New Study from Folder",
			"Preprocess MHA ROI", "Train E-GAN", "Synthesize E-GAN", "Train SimGAN", "Refine SimGAN",
			"Evaluate Augmentation", "Image Quality Report", "Write Report", "Browse Study", "Run Full Pipeline",
			"Backend Report", "Open MetaImage", "Save MetaImage");

	@TempDir
	Path folder;

	@Test
	void everyDialogFitsTheScreenAndExplainsItsFewFields() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		try (VirtualDisplay display = VirtualDisplay.start()) {
			final java.util.List<String> arguments = new java.util.ArrayList<>(List.of(PICTURES.toString()));
			arguments.addAll(WITH_DIALOG);
			display.run(folder, Dialogs.class, arguments.toArray(new String[0]));
		}
		for (final String command : WITH_DIALOG)
			assertEquals(true, Files.exists(PICTURES.resolve("dialog_" + command.replace(' ', '_') + ".png")), command);
	}

	@Test
	void aFolderBecomesATableThatTheUserCorrects() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		try (VirtualDisplay display = VirtualDisplay.start()) {
			display.run(folder, FolderSession.class, PICTURES.toString());
		}
	}

	@Test
	void aDaysWorkGoesThroughTheMenusAndStopsInTime() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		try (VirtualDisplay display = VirtualDisplay.start()) {
			display.run(folder, Session.class, PICTURES.toString());
		}
		final String macro = Files.readString(folder.resolve("recorded.ijm"));
		final Path elsewhere = Files.createDirectories(folder.resolve("elsewhere"));
		final Result replayed = new RealImageJ(elsewhere).run(macro, "");
		assertEquals(0, replayed.exit, replayed.printed);
		assertEquals(Files.readString(folder.resolve("study/real/index.csv")),
				Files.readString(elsewhere.resolve("study/real/index.csv")));
	}

	@Test
	void whatWasGivenOnceIsNotTypedTwice() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		final Result made = new RealImageJ(folder)
				.run("run('Make Phantom Data', 'output=scans subjects=12 slices=1 patients=0.5');"
						+ "run('Preprocess MHA ROI', 'input=scans study=study folds=3 show=false');", "");
		assertEquals(0, made.exit, made.printed);
		try (VirtualDisplay display = VirtualDisplay.start()) {
			display.run(folder, Asking.class, PICTURES.toString());
		}
	}

	@Test
	void aStudyIsLookedThroughAndAnImageLeftOut() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		final Result made = new RealImageJ(folder)
				.run("run('Make Phantom Data', 'output=scans subjects=18 slices=1 patients=0.5');"
						+ "run('Preprocess MHA ROI', 'input=scans study=study size=32 spacing=3 folds=3 show=false');"
						+ "run('Train E-GAN', 'study=study preset=quick generations=2 show=false');"
						+ "run('Synthesize E-GAN', 'study=study multiple=1 show=false');", "");
		assertEquals(0, made.exit, made.printed);
		try (VirtualDisplay display = VirtualDisplay.start()) {
			display.run(folder, Browsing.class, PICTURES.toString());
		}
	}

	@Test
	void aRecordedTourReplaysWithAndWithoutWindowsAndLeavesTheUsersOwnAlone() throws Exception {
		assumeTrue(VirtualDisplay.isAvailable(), "Xvfb is not installed");
		final Path recorded = folder.resolve("recorded.ijm");
		final Path again = Files.createDirectories(folder.resolve("again"));
		try (VirtualDisplay display = VirtualDisplay.start()) {
			display.run(folder, Tour.class, PICTURES.toString());
			final String macro = Files.readString(recorded);
			// One for each order, among them the one that was stopped: replayed, its training is done at once, and the next finds it.
			assertEquals(10, macro.lines().filter(line -> line.startsWith("run(")).count(), macro);
			assertEquals(List.of(), macro.lines().filter(line -> line.contains("select") || line.contains("close"))
					.collect(Collectors.toList()), macro);
			Files.copy(folder.resolve(Tour.SETTINGS), again.resolve(Tour.SETTINGS));
			display.run(again, Replay.class, PICTURES.toString(), recorded.toString());
		}
		final Path headless = Files.createDirectories(folder.resolve("headless"));
		Files.copy(folder.resolve(Tour.SETTINGS), headless.resolve(Tour.SETTINGS));
		final Result replayed = new RealImageJ(headless).run(Files.readString(recorded), "");
		assertEquals(0, replayed.exit, replayed.printed);
		for (final String file : List.of("study/fold-0/synthetic/index.csv", "study/evaluation/predictions.csv")) {
			final String first = Files.readString(folder.resolve(file));
			assertEquals(first, Files.readString(again.resolve(file)), file);
			assertEquals(first, Files.readString(headless.resolve(file)), file);
		}
	}
}
