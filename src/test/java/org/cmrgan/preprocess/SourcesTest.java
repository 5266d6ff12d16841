/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourcesTest {
	@TempDir
	Path folder;

	@BeforeEach
	void someFiles() throws IOException {
		for (final String name : List.of("a.mha", "a_mask.mha", "b.mha", "m.mha", "c.mhd"))
			Files.createFile(folder.resolve(name));
	}

	private Sources read(final String... lines) throws IOException {
		Files.writeString(folder.resolve("subjects.csv"), String.join("\n", lines));
		return Sources.read(folder.toString(), false, false);
	}

	private String refused(final String... lines) {
		return assertThrows(UserError.class, () -> read(lines)).getMessage();
	}

	@Test
	void masksAreFoundByColumnOrByName() throws IOException {
		final Sources sources = read("image,mask,subject,label", "a.mha,,s1,patient", "b.mha,m.mha,s2,healthy");
		assertEquals(folder.resolve("a_mask.mha"), sources.rows().get(0).mask().orElseThrow());
		assertEquals(folder.resolve("m.mha"), sources.rows().get(1).mask().orElseThrow());
		assertEquals(List.of("healthy", "patient"), sources.labels());
		assertEquals("patient", sources.positive("auto").label());
	}

	@Test
	void spreadsheetDialectsAreRead() throws IOException {
		final Sources sources = read("\ufeffLabel;Subject;ROI;Image\r", "x;s1;10,20,30,40;a\r", "\r",
				"y;s2;\"1,2,3,4\";c\r");
		assertEquals("10,20,30,40", sources.rows().get(0).region());
		assertEquals(folder.resolve("c.mhd"), sources.rows().get(1).image());
		assertEquals("subjects.csv line 4", sources.rows().get(1).where());
	}

	@Test
	void thePositiveLabelIsAskedForWhereNoWordDecides() throws IOException {
		final Sources sources = read("image,roi,subject,label", "a.mha,\"0,0,1,1\",s1,x", "b.mha,\"0,0,1,1\",s2,y",
				"c.mhd,\"0,0,1,1\",s3,y");
		assertEquals("y", sources.positive("Y").label());
		final String message = assertThrows(UserError.class, () -> sources.positive("auto")).getMessage();
		assertTrue(message.contains("positive=x or positive=y"), message);
	}

	@ParameterizedTest
	@ValueSource(strings = { "S1", "s1\u00a0", "s1\u200b", "s01", "s 1", "\uff531" })
	void aSubjectInTwoSpellingsIsRefused(final String other) throws IOException {
		final String[] lines = { "image,mask,subject,label", "a.mha,m.mha,s1,p", "b.mha,m.mha," + other + ",p",
				"c.mhd,m.mha,s2,q" };
		final String message = refused(lines);
		assertTrue(message.contains("has a subject with names that differ only in case"), message);
		assertTrue(message.contains("(s1 on subjects.csv line 2, ") && message.contains(" on subjects.csv line 3)"),
				message);
		assertEquals(other, Sources.read(folder.toString(), false, true).rows().get(1).subject());
	}

	@Test
	void oneSpellingIsCleaned() throws IOException {
		final Sources sources = read("image,mask,subject,label", "a.mha,m.mha,s1\u00a0,p\u200b", "b.mha,m.mha,s2,q");
		assertEquals("s1", sources.rows().get(0).subject());
		assertEquals(List.of("p", "q"), sources.labels());
	}

	@Test
	void aLabelInTwoSpellingsIsRefused() {
		assertTrue(refused("image,mask,subject,label", "a.mha,m.mha,s1,ill", "b.mha,m.mha,s2,ill\u00a0",
				"c.mhd,m.mha,s3,well").startsWith("Labels ill and ill<U+00A0> of "));
	}

	@Test
	void aFoldColumnIsHonoured() throws IOException {
		final Sources sources = read("image,roi,subject,label,fold", "a.mha,\"0,0,1,1\",s1,x,1",
				"b.mha,\"0,0,1,1\",s2,y,1", "c.mhd,\"0,0,1,1\",s3,x,2", "m.mha,\"0,0,1,1\",s4,y,2.0");
		assertEquals(2, sources.folds());
		assertEquals(2, sources.rows().get(2).fold());
	}

	@Test
	void aMissingInputIsNamed() {
		final String message = assertThrows(UserError.class,
				() -> Sources.read(folder.resolve("nowhere").toString(), false, false)).getMessage();
		assertTrue(message.matches("The input .*nowhere does not exist: give .*"), message);
	}

	@Test
	void aFolderWithoutTableIsNamed() {
		final String message = assertThrows(UserError.class, () -> Sources.read(folder.toString(), false, false))
				.getMessage();
		assertTrue(message.contains("subjects.csv"), message);
	}

	@Test
	void missingColumnsAreNamedTogether() {
		assertTrue(refused("image,mask", "a.mha,m.mha")
				.contains("line 1, has no column subject, label, only image, mask: add it."));
	}

	@Test
	void absentFilesAreNamedTogetherWithTheirLines() {
		final String message = refused("image,mask,subject,label", "x.mha,m.mha,s1,p", "a.mha,y.mha,s2,q",
				"b.mha,,s3,q");
		assertTrue(message.contains("subjects.csv line 2: image x.mha does not exist"), message);
		assertTrue(message.contains("subjects.csv line 3: mask y.mha does not exist"), message);
		assertTrue(message.contains("subjects.csv line 4 has neither a mask nor an roi"), message);
	}

	@Test
	void absentFilesMayBeSkippedWhenAsked() throws IOException {
		Files.writeString(folder.resolve("subjects.csv"),
				"image,mask,subject,label\nx.mha,m.mha,s1,p\na.mha,m.mha,s2,q\n");
		final List<Source> rows = Sources.read(folder.toString(), true, false).rows();
		assertTrue(rows.get(0).defect().contains("x.mha does not exist"));
		assertEquals("", rows.get(1).defect());
	}

	@Test
	void oneLabelAndThreeLabelsAreRefused() {
		assertTrue(refused("image,mask,subject,label", "a.mha,m.mha,s1,p", "b.mha,m.mha,s2,p")
				.contains("has one label (p), but exactly two"));
		assertTrue(refused("image,mask,subject,label", "a.mha,m.mha,s1,p", "b.mha,m.mha,s2,q", "c.mhd,m.mha,s3,r")
				.contains("has 3 labels (p, q, r), but exactly two"));
	}

	/** A label names a folder inside the study, which may be taken to another system. */
	@ParameterizedTest
	@ValueSource(strings = { "/tmp/x", "C:\\x", ".", "..", "../x", "EF<35", "a:b", "p*", "p?", "a|b", "p.", "CON",
			"nul.x", "Lpt1", "a\u0007b", "a\tb\u0085", "'a\"\"b'" })
	void aLabelThatIsNoFolderEverywhereIsNamed(final String label) {
		final String cell = "\"" + label + "\"";
		final String message = refused("image,mask,subject,label", "a.mha,m.mha,s1," + cell, "b.mha,m.mha,s2,q");
		assertTrue(message.startsWith("Label " + cell.replace("\"\"", "\"") + " of "), message);
		assertTrue(message.endsWith(": rename it."), message);
	}

	@Test
	void labelsOfOneFolderAreNamed() {
		assertTrue(refused("image,mask,subject,label", "a.mha,m.mha,s1,Ill", "b.mha,m.mha,s2,ill")
				.startsWith("Labels Ill and ill of "));
		assertTrue(refused("image,mask,subject,label", "a.mha,m.mha,s1,caf\u00e9", "b.mha,m.mha,s2,cafe\u0301")
				.contains(" differ only in case, encoding of accents"));
	}

	@Test
	void aLabelMayBeAnyOtherText() throws IOException {
		assertEquals(List.of("LVEF \u2265 35 %", "con t.1"),
				read("image,mask,subject,label", "a.mha,m.mha,s1,LVEF \u2265 35 %", "b.mha,m.mha,s2,con t.1").labels());
	}

	@Test
	void aSubjectWithBothLabelsIsNamed() {
		assertTrue(refused("image,mask,subject,label", "a.mha,m.mha,s1,p", "b.mha,m.mha,s1,q").contains(
				"Subject s1 is p on subjects.csv line 2 but q on subjects.csv line 3: give each subject one label."));
	}

	@Test
	void anImageListedTwiceIsNamed() {
		assertTrue(refused("image,mask,subject,label", "a.mha,m.mha,s1,p", "a.mha,m.mha,s2,q")
				.contains("name the same image a.mha"));
	}

	@Test
	void anImageAsItsOwnMaskIsNamed() {
		assertTrue(refused("image,mask,subject,label", "a.mha,a.mha,s1,p", "b.mha,m.mha,s2,q")
				.contains("line 2 names the image a.mha as its own mask"));
	}

	@Test
	void emptyCellsAreNamed() {
		assertTrue(refused("image,mask,subject,label", "a.mha,m.mha,,")
				.contains("subjects.csv line 2 has no subject and no label: fill it in."));
	}

	@Test
	void badFoldsAreNamed() {
		final String message = refused("image,mask,subject,label,fold", "a.mha,m.mha,s1,p,0", "b.mha,m.mha,s2,q,1.5");
		assertTrue(message.contains("line 2: fold 0 is not"), message);
		assertTrue(message.contains("line 3: fold 1.5 is not"), message);
		assertTrue(refused("image,mask,subject,label,fold", "a.mha,m.mha,s1,p,1", "b.mha,m.mha,s2,q,2")
				.contains("Fold 1 of"));
		assertTrue(refused("image,mask,subject,label,fold", "a.mha,m.mha,s1,p,1", "b.mha,m.mha,s2,q,")
				.contains("gives no fold on 1 lines"));
	}

	@Test
	void foldsThatContradictThemselvesAreNamed() {
		assertTrue(refused("image,mask,subject,label,fold", "a.mha,m.mha,s1,p,1", "b.mha,m.mha,s1,p,2",
				"c.mhd,m.mha,s2,q,1").contains(
						"Subject s1 is in fold 1 on subjects.csv line 2 but in fold 2 on subjects.csv line 3: give each subject one fold."));
		final String gap = refused("image,mask,subject,label,fold", "a.mha,m.mha,s1,p,1", "b.mha,m.mha,s2,q,1",
				"c.mhd,m.mha,s3,p,3");
		assertTrue(gap.contains("Fold 2 of"), gap);
		assertTrue(gap.contains("has no p and no q: every fold needs subjects of both classes."), gap);
		assertTrue(refused("image,mask,subject,label,fold", "a.mha,m.mha,s1,p,1", "b.mha,m.mha,s2,q,1")
				.contains("puts all subjects into fold 1"));
	}

	@Test
	void anEmptyTableIsNamed() {
		assertTrue(refused("").contains("is empty"));
		assertTrue(refused("image,mask,subject,label").contains("lists no image"));
	}

	@Test
	void aTableThatIsNotTextIsNamed() throws IOException {
		Files.write(folder.resolve("subjects.csv"), new byte[] { (byte) 0xff, (byte) 0xfe, 0, (byte) 0xd8 });
		assertTrue(assertThrows(UserError.class, () -> Sources.read(folder.toString(), false, false)).getMessage()
				.contains("UTF-8"));
	}
}
