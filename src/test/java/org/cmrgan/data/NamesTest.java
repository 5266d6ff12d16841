/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamesTest {
	@ParameterizedTest
	@ValueSource(strings = { "p01", " P01 ", "P01\u00a0", "\u3000P01", "P\u200b01", "P01\u200d", "\ufeffP01", "P 01",
			"P1", "P001", "\uff3001", "P01\u2060", "P\u00ad01", "P01\u2007", "P01\ufe0f", "P\t01", "P\u034f01",
			"P01\udb40\udd00" })
	void oneNameInManySpellings(final String spelling) {
		assertEquals(Names.key("P01"), Names.key(spelling));
	}

	@ParameterizedTest
	@ValueSource(strings = { "P02", "P10", "Q01", "P-01", "P01a", "P101", "P" })
	void otherNames(final String name) {
		assertNotEquals(Names.key("P01"), Names.key(name));
	}

	@Test
	void accentsZerosAndDashes() {
		assertEquals(Names.key("Jos\u00e9"), Names.key("JOSE\u0301"));
		assertEquals(Names.key("7"), Names.key("007"));
		assertEquals(Names.key("7"), Names.key("7.0"));
		assertEquals(Names.key("0"), Names.key("000"));
		assertNotEquals(Names.key("70"), Names.key("7"));
		assertEquals(Names.key("a-1"), Names.key("a\u20131"));
		assertEquals(Names.key("stra\u00dfe"), Names.key("STRASSE"));
	}

	@Test
	void cleaningKeepsWhatCanBeSeen() {
		assertEquals("P 01", Names.clean("\u00a0P\u200b 01\u200b "));
		assertEquals("Jos\u00e9", Names.clean("Jose\u0301"));
		assertEquals("", Names.clean("\u200b\u00a0"));
	}

	@Test
	void messagesShowWhatCannotBeSeen() {
		assertEquals("P01<U+00A0>", Names.shown("P01\u00a0"));
		assertEquals("e<U+0301>", Names.shown("e\u0301"));
		assertEquals("\"P01 \"", Names.shown("P01 "));
		assertEquals("P-\u00e901", Names.shown("P-\u00e901"));
	}

	@Test
	void subjectsUnderTwoSpellingsAreNamedInOneSentence() {
		final Map<String, String> where = new LinkedHashMap<>();
		where.put("001", "t.csv line 2");
		where.put("1", "t.csv line 3");
		where.put("2", "t.csv line 4");
		final String problem = Refusal.named(Subjects.problem(where, "t.csv").orElseThrow(),
				"(001 on t.csv line 2, 1 on t.csv line 3)", "subjects_as_written=true");
		assertFalse(problem.contains("line 4"), problem);
		where.remove("1");
		assertFalse(Subjects.problem(where, "t.csv").isPresent());
		for (int i = 0; i < 30; i++) for (final String c : List.of("P", "p")) where.put(c + i, "line");
		assertTrue(Subjects.problem(where, "t.csv").orElseThrow().contains("; and 20 more)"));
	}
}
