/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.cmrgan.io.MetaImage;
import org.cmrgan.io.MetaImageReader;
import org.cmrgan.io.MetaImageWriter;
import org.cmrgan.phantom.PhantomConfig;
import org.cmrgan.phantom.Phantoms;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.run.UserError;
import org.cmrgan.simgan.SimGanConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class PreprocessJobTest {
	@TempDir
	Path folder;

	@Test
	void missingScansMayBeSkippedHoweverTheFlagIsSpelt() throws IOException {
		scans();
		Files.delete(scans.resolve("images/S001-1.mha"));
		run("allow_skips= TRUE ");
		assertEquals(11, Study.open(study).real().size());
	}

	private Path scans;
	private Path study;

	/** Twelve subjects in turn well and ill, a slice each. */
	@TempDir
	static Path twelve;

	@BeforeAll
	static void simulateOnce() {
		Phantoms.write(PhantomConfig.of(Map.of("output", "scans", "subjects", "12", "slices", "1", "patients", "0.5")),
				twelve.resolve("scans"), RunContext.quiet());
	}

	private void scans() throws IOException {
		scans = folder.resolve("scans");
		study = folder.resolve("study");
		try (Stream<Path> files = Files.walk(twelve.resolve("scans"))) {
			for (final Path file : (Iterable<Path>) files::iterator)
				Files.copy(file, folder.resolve(twelve.relativize(file).toString()));
		}
	}

	private List<String> run(final String... more) {
		final Map<String, String> given = new HashMap<>(
				Map.of("input", scans.toString(), "study", study.toString(), "folds", "2", "size", "32"));
		for (final String key : more) given.put(key.split("=")[0], key.split("=")[1]);
		final ListeningContext heard = new ListeningContext();
		PreprocessJob.of(given).run(heard);
		return heard.infos();
	}

	private String refused(final String... more) {
		return assertThrows(UserError.class, () -> run(more)).getMessage();
	}

	private void edit(final Path file, final String from, final String to) throws IOException {
		final String text = Files.readString(file);
		assertTrue(text.contains(from), text);
		Files.writeString(file, text.replaceFirst(from, to));
	}

	@Test
	void anInputThatHasChangedIsToldAndMadeAgainOnlyWhenAsked() throws IOException {
		scans();
		run();
		assertTrue(run().stream().anyMatch(i -> i.endsWith("has already been preprocessed from the same input.")));
		final Path table = scans.resolve("subjects.csv");
		final String before = Files.readString(table);
		// A spreadsheet that saves the same table in its own way changes nothing.
		Files.writeString(table, "\ufeff" + before.replace(',', ';').replace("\n", "\r\n"));
		run();
		final String[] cells = before.split("\n")[1].split(",");
		final String other = cells[3].equals("patient") ? "normal" : "patient";
		Files.writeString(table, before);
		edit(table, cells[2] + "," + cells[3], cells[2] + "," + other);
		final String message = refused();
		assertTrue(message.contains("has changed since preprocessing: the label of " + cells[0] + " is " + other
				+ " and was " + cells[3] + ". Restore it, or give anew=true"), message);
		Files.writeString(table, before);
		final Path mask = scans.resolve(cells[1]);
		final MetaImage drawn = MetaImageReader.read(mask);
		MetaImageWriter.write(drawn, mask, false);
		assertTrue(refused().contains("the file " + cells[1] + " has changed"));
		Files.writeString(table, before.substring(0, before.lastIndexOf('\n', before.length() - 2) + 1));
		assertTrue(refused().contains(" is no longer in the table"));
		final String old = Files.readString(study.resolve("real/index.csv"));
		Files.createDirectories(study.resolve("fold-0/egan"));
		assertTrue(run("anew=true").stream().anyMatch(i -> i.contains("are out of date and were moved to ")));
		assertEquals(11, Study.open(study).real().size());
		assertFalse(Files.exists(study.resolve("fold-0")));
		assertEquals(old, Files.readString(study.resolve("out-of-date-1/real/index.csv")));
		assertEquals(12, Study.open(study.resolve("out-of-date-1")).real().size(), "still a study");
		assertTrue(Files.exists(study.resolve("out-of-date-1/fold-0/egan")));
		run("resume=false");
		assertTrue(Files.exists(study.resolve("out-of-date-2/study.json")));
		ReportJob.of(Map.of("study", study.toString())).run(RunContext.quiet());
		assertTrue(Files.readString(study.resolve("report/index.html"))
				.contains("Results of earlier real images are out of date and are kept in out-of-date-1 alone."));
	}

	@Test
	void onlySettingsThatWereGivenAreComparedWithTheStudys() throws IOException {
		scans();
		run("folds=3");
		PreprocessJob.of(Map.of("input", scans.toString(), "study", study.toString())).run(RunContext.quiet());
		assertTrue(refused("folds=2").contains("was made with folds=3, not 2"));
	}

	@Test
	void aFolderOfSomebodyElseStays() throws IOException {
		scans();
		final Path own = study.resolve("real/index.csv");
		Files.createDirectories(own.getParent());
		Files.writeString(own, "my own table");
		assertTrue(refused().contains("is not a study and holds other files (real)"));
		assertEquals("my own table", Files.readString(own));
		// What a run that was killed left is replaced.
		Files.delete(own);
		Study.begin(study);
		Files.writeString(own, "torn");
		run();
		assertEquals(12, Study.open(study).real().size());
		assertFalse(Files.exists(study.resolve("real/.writing-study")));
	}

	@Test
	void aClassOfOneSubjectIsToldWithARemedyThatWorks() throws IOException {
		scans();
		final Path table = scans.resolve("subjects.csv");
		final StringBuilder text = new StringBuilder("image,mask,subject,label\n");
		int n = 0;
		for (final String line : Files.readString(table).split("\n")) {
			final String[] cells = line.split(",");
			if (n > 0)
				text.append(String.join(",", cells[0], cells[1], cells[2], n == 1 ? "patient" : "normal")).append('\n');
			n++;
		}
		Files.writeString(table, text);
		assertTrue(refused().contains(
				"Class patient has only one subject, S001: add images of other subjects, so that there are subjects to train on and to test on."));
	}

	private String pipeline(final String... more) {
		final Map<String, String> given = new HashMap<>(
				Map.of("input", scans.toString(), "study", study.toString(), "preset", "quick", "size", "32"));
		for (final String key : more) given.put(key.split("=")[0], key.split("=")[1]);
		final String message = assertThrows(UserError.class, () -> FullPipelineJob.of(given).run(RunContext.quiet()))
				.getMessage();
		assertFalse(Files.exists(study.resolve("study.json")), "nothing was made");
		return message;
	}

	@Test
	void aPipelineRefusesWhatItWouldFailAtLater() throws IOException {
		scans();
		assertEquals(
				"crop=40 is larger than the images of 32 x 32 pixels: give a smaller value, or 0 for whole images.",
				pipeline("crop=40"));
		assertEquals(32, SimGanConfig.of(Settings.parse(SimGanConfig.KEYS, Map.of()), 32).crop());
		assertTrue(pipeline("weights=/nowhere").contains("The weights file /nowhere"));
		assertTrue(pipeline("arms=egan", "multiples=0").contains("multiples=0"));
		assertTrue(pipeline("positive=x").contains("positive=x is not a label in "));
		assertTrue(pipeline("folds=7").contains("has only 6 subjects for 7 folds: give folds=6 or fewer"));
		assertTrue(pipeline("folds=2", "arms=none,egan")
				.contains(" has 3 training images in fold 1, but E-GAN needs 4: preprocess with folds=6"));
	}
}
