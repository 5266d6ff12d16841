/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.cmrgan.run.Refusal;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;

class MacroOptionsTest {
	private static final List<String> KEYS = List.of("input", "study", "size", "resume");

	@Test
	void keysValuesFlagsAndBracketsAreRead() {
		assertEquals(Map.of("input", "/a b/c.csv", "size", "80", "resume", "true", "study", ""),
				parse(" input=[/a b/c.csv]  size=80 resume study=[] "));
	}

	@Test
	void aKeyInsideAValueIsPartOfTheValue() {
		assertEquals(Map.of("input", "/q/size=5/x", "size", "9"), parse("input=/q/size=5/x size=9"));
		assertEquals(Map.of("input", "size=5 [old]"), parse("input=[size=5 [old]]"));
	}

	@Test
	void singleQuotesAreTakenAsImageJTakesThem() {
		assertEquals(Map.of("input", "a b"), parse("input='a b'"));
		assertEquals(Map.of("input", "O'Hara"), parse("input=O'Hara"));
	}

	@Test
	void variablesOfTheMacroAreResolvedAsImageJDoes() {
		assertEquals(Map.of("study", "/a b", "size", "2", "input", "a&n"), parse("study=&folder size=[&n] input=a&n"));
		Refusal.named(message("study=&other"), "My Command", "study=&other", "variable other", "./");
	}

	@Test
	void whatIsWrongIsNamed() {
		Refusal.named(message("patchSize=9 reusme=true color=3"), "My Command", "\"patchSize\", \"reusme\", \"color\"",
				"Did you mean size or resume?", "docs/reference/commands.md");
		Refusal.named(message("size=9 size=8"), "My Command", "size twice");
		Refusal.named(message("input=[a size=8"), "My Command", "input=[", "add ]");
	}

	@Test
	void whatIsWrittenIsReadBack() {
		final Map<String, String> values = new LinkedHashMap<>();
		values.put("input", "/a=b/c");
		values.put("study", "with [brackets] and space");
		values.put("size", "");
		values.put("resume", "false");
		assertEquals(values, parse(values.entrySet().stream()
				.map(e -> e.getKey() + "=" + MacroOptions.quote(e.getValue())).collect(Collectors.joining(" "))));
	}

	@Test
	void aFormerNameIsTheKeyItself() {
		assertEquals(Map.of("size", "7"), parse("oldsize=7"));
		assertTrue(message("oldsize=7 size=8").contains("size twice"));
	}

	private static Map<String, String> parse(final String options) {
		final MacroOptions read = new MacroOptions("My Command", options, KEYS, Map.of("oldsize", "size"),
				name -> Optional.ofNullable(Map.of("folder", "/a b", "n", "2").get(name)));
		read.check();
		return read.values();
	}

	private static String message(final String options) {
		return assertThrows(UserError.class, () -> parse(options)).getMessage();
	}

	@Test
	void aBracketThatClosesIsRefusedBeforeItIsRecorded() {
		MacroOptions.requireRecordable("input", "/data/a]b.csv");
		MacroOptions.requireRecordable("input", "/data/a b.csv");
		final String message = assertThrows(UserError.class,
				() -> MacroOptions.requireRecordable("input", "/data/a] b.csv")).getMessage();
		assertTrue(message.startsWith("input=/data/a] b.csv "), message);
	}
}
