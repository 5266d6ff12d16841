/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TableFileTest {
	private static final List<String> KNOWN = List.of("image", "subject", "label", "roi");

	@TempDir
	Path folder;

	private TableFile read(final String text) throws Exception {
		return read(text, StandardCharsets.UTF_8);
	}

	private TableFile read(final String text, final Charset charset) throws Exception {
		return TableFile.read(Files.write(folder.resolve("t.csv"), text.getBytes(charset)), KNOWN);
	}

	private String refused(final String text) {
		return assertThrows(UserError.class, () -> read(text)).getMessage();
	}

	private static String rows(final TableFile table) {
		return table.rows().stream().map(r -> r.where().replace("t.csv line ", "") + ":" + r.get("image") + "/"
				+ r.get("subject") + "/" + r.get("label")).collect(Collectors.joining(" "));
	}

	/** The same table by many programs. */
	@ParameterizedTest
	@ValueSource(strings = { "image,subject,label\na,s1,x\n\nb,s2,y\n",
			"image,subject,label\r\na,s1,x\r\n\r\nb,s2,y\r\n", "image,subject,label\ra,s1,x\r\rb,s2,y",
			"\ufeffIMAGE;Subject; Label\na;s1;x\n;;\nb;s2;y", "image\tsubject\tlabel\na\ts1\tx\n\t\t\nb\ts2\ty\n",
			"image|subject|label\na|s1|x\n  \nb|s2|y\n",
			"\"image\",\"subject\",\"label\"\n\"a\",\"s1\",\"x\"\n,,\n\"b\",\"s2\",\"y\"\n\n\n",
			"image,subject,label,,\na,s1,x,,\n,,,,\nb,s2,y,,\n",
			"image\u00a0,\u200bsubject,label\na\u00a0,s1,x\n\nb,s2,y\n",
			"\"note, or a; b\";image;subject;label\nn;a;s1;x\n\nm;b;s2;y\n",
			"image;subject;label;\"a,b,c,d,e\"\na;s1;x;0\n\nb;s2;y;0\n" })
	void dialects(final String text) throws Exception {
		assertEquals("2:a/s1/x 4:b/s2/y", rows(read(text)));
	}

	@ParameterizedTest
	@ValueSource(strings = { "sep=;\n", "\ufeffSEP=;\r\n", "\"sep=;\"\n", "sep=;;;\n" })
	void aLineForSpreadsheetsTellsTheDelimiter(final String first) throws Exception {
		assertEquals("3:a/s,1/x", rows(read(first + "image;subject;label\na;s,1;x\n")));
	}

	@Test
	void unicodeTextOfSpreadsheetsIsRead() throws Exception {
		final String text = "\ufeffimage\tsubject\tlabel\r\na\tJos\u00e9\tx\r\n";
		assertEquals("2:a/Jos\u00e9/x", rows(read(text, StandardCharsets.UTF_16LE)));
		assertEquals("2:a/Jos\u00e9/x", rows(read(text, StandardCharsets.UTF_16BE)));
	}

	@Test
	void aCellMayHoldLinesAndBlankLinesMayLead() throws Exception {
		assertEquals("3:a/s\n1/x 5:b/s2/y", rows(read("\nimage,subject,label\r\na,\"s\r\n1\",x\r\nb,s2,y\r\n")));
	}

	@Test
	void aColumnOfRowNumbersWithoutNameDoesNotCount() throws Exception {
		assertEquals("2:a/s1/x", rows(read(",image,subject,label\n0,a,s1,x\n")));
	}

	@Test
	void hiddenCharactersStayInWhatWasWritten() throws Exception {
		final TableFile.Row row = read("image,subject,label\na, s1\u00a0 ,x\n").rows().get(0);
		assertEquals("s1", row.get("subject"));
		assertEquals("s1\u00a0", row.asWritten("subject"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "\u2003", "\u00a0", "\u3000", "\u2009", "\u2028", "\u1680", "\u200b" })
	void spacesOfEveryScriptStayInWhatWasWritten(final String space) throws Exception {
		for (final String cell : List.of(space + "s1" + space, '"' + space + "s1" + space + '"')) {
			final TableFile.Row row = read("image,subject,label\na," + cell + ",x\n").rows().get(0);
			assertEquals("s1", row.get("subject"));
			assertEquals(space + "s1" + space, row.asWritten("subject"));
		}
	}

	@Test
	void spacesMayStandAroundQuotedCells() throws Exception {
		final String text = "image, subject ,label\n \"a, \"\"b\"\"\" , \"s\n 1\"\t,\t\"x\"\n\n c,s2 , y \n\"\",s3,\"\"\n";
		assertEquals("2:a, \"b\"/s\n 1/x 5:c/s2/y 6:/s3/", rows(read(text)));
		assertEquals("2:a/s 1/x", rows(read("image\tsubject\tlabel\na\t \"s 1\"\tx\n")));
	}

	@Test
	void aValueThatSpillsOverIsNamed() {
		final String message = refused("image,subject,label,roi\na,s1,x,1,2,3,4\n");
		assertTrue(message.endsWith(
				"t.csv line 2 has 7 cells, but the table has 4 columns: enclose cells that contain a , in quotation marks, or remove the extra cells."),
				message);
	}

	@Test
	void twoColumnsOfOneNameAndMissingOnesAreNamed() throws Exception {
		assertTrue(refused("image,Label,label\na,b,c\n").endsWith("line 1, has two columns label: keep one."));
		final TableFile table = read("sep=,\nimage,subject\na,b\n");
		assertTrue(assertThrows(UserError.class, () -> table.require(KNOWN)).getMessage().contains("label, roi"));
	}

	@Test
	void numbersOfAColumnWithEmptyCells() throws Exception {
		final TableFile.Row row = read("image,subject,label\n1.0,2,1.5\n").rows().get(0);
		assertEquals(1, row.whole("image"));
		assertEquals(2, row.whole("subject"));
		assertTrue(assertThrows(UserError.class, () -> row.whole("label")).getMessage()
				.contains("t.csv line 2: label 1.5"));
	}
}
