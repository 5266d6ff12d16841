/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

class FileNamesTest {
	@Test
	void keepsLettersOfEveryScript() {
		assertEquals("patient", FileNames.of("patient"));
		assertEquals("e-gan-病人", FileNames.of("E-GAN 病人"));
		assertEquals("simgan", FileNames.of("SimGAN"));
		assertEquals("здоровый-2", FileNames.of("Здоровый 2"));
	}

	@Test
	void noTwoNamesShareAPart() {
		final List<String> names = List.of("病人", "正常", "a b", "a-b", "a_b", "a  b", "a+b", "a+", "+a", "a", "💔", "❤",
				"!", "?", "x".repeat(100), "x".repeat(101), "x".repeat(102), "é", "e");
		final Set<String> parts = new HashSet<>();
		for (final String name : names) {
			final String part = FileNames.of(name);
			assertTrue(parts.add(part), name);
			assertTrue(part.getBytes(StandardCharsets.UTF_8).length <= 110 && part.matches("[\\p{L}\\p{M}\\p{N}-]+"),
					part);
		}
	}
}
