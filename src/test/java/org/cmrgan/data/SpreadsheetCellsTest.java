/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpreadsheetCellsTest {
	private static final List<String> FORMULAS = List.of("=cmd|' /C calc'!A0", "+1+cmd", "-2+3", "@SUM(A1)", "'=x",
			"''-y", "-abc", "--1", "\uff1d1+1", "=", "-");
	private static final List<String> HARMLESS = List.of("", "anna", "'anna", "o'neill", "-1.5", "+2", "-1e-5", "-.5",
			"-12 %", "-0.1 to 0.3", "-0.12 ± 0.04", "a=b", "007", "'");

	@Test
	void formulasBecomeTextAndComeBack() {
		for (final String text : FORMULAS) {
			final String written = SpreadsheetCells.safe(text);
			assertTrue(written.startsWith("'"), text);
			assertEquals(text, SpreadsheetCells.plain(written));
		}
	}

	@Test
	void numbersAndOtherTextStayAsTheyAre() {
		for (final String text : HARMLESS) {
			assertEquals(text, SpreadsheetCells.safe(text));
			assertEquals(text, SpreadsheetCells.plain(text));
		}
		assertEquals(-1.5, SpreadsheetCells.safe((Object) (-1.5)));
	}

	@Test
	void noTwoTextsAreWrittenAlike() {
		final List<String> all = new java.util.ArrayList<>(FORMULAS);
		all.addAll(HARMLESS);
		assertEquals(all.size(), all.stream().map(SpreadsheetCells::safe).distinct().count());
	}

	@Test
	void anImageSetKeepsNamesThatLookLikeFormulas(@TempDir final Path folder) throws IOException {
		final PatchSet set = new PatchSet(1, 1, 1, List.of(new Patch("@1", "=HYPERLINK(\"http://x\")", "-ill", 1,
				Map.of("source", "+file.mha", "=column", "-1.5"))), List.of(new float[] { 0 }));
		set.write(folder);
		final String text = Files.readString(folder.resolve("index.csv"));
		assertFalse(text.matches("(?s).*(^|[,\"\\n])[=+@].*"), text);
		assertTrue(text.contains("-1.5") && !text.contains("'-1.5"), text);
		final Patch read = PatchSet.read(folder).patch(0);
		assertEquals("@1", read.id());
		assertEquals("=HYPERLINK(\"http://x\")", read.subject());
		assertEquals("-ill", read.label());
		assertEquals("+file.mha", read.get("source"));
		assertEquals("-1.5", read.get("=column"));
	}
}
