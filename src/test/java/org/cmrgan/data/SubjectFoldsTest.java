/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;

class SubjectFoldsTest {
	private static Map<String, String> people(final int patients, final int normals) {
		final Map<String, String> labels = new LinkedHashMap<>();
		for (int i = 0; i < patients; i++) labels.put("p" + i, "patient");
		for (int i = 0; i < normals; i++) labels.put("n" + i, "normal");
		return labels;
	}

	@Test
	void everyFoldGetsItsShareOfEachClass() {
		final Map<String, String> labels = people(36, 9);
		final Map<String, Integer> fold = SubjectFolds.assign(labels, Map.of(), 4, new Seeds(1));
		assertEquals(45, fold.size());
		for (final String label : new String[] { "patient", "normal" }) {
			final int[] count = new int[5];
			fold.forEach((s, k) -> count[k] += labels.get(s).equals(label) ? 1 : 0);
			for (int k = 1; k <= 4; k++) assertTrue(Math.abs(count[k] - (label.equals("patient") ? 9 : 2.25)) < 1);
		}
		final int[] all = new int[5];
		fold.values().forEach(k -> all[k]++);
		for (int k = 1; k <= 4; k++) assertTrue(all[k] == 11 || all[k] == 12);
	}

	@Test
	void orderOfInputDoesNotMatterButTheSeedDoes() {
		final Map<String, String> labels = people(20, 8);
		final Map<String, Integer> a = SubjectFolds.assign(labels, Map.of(), 4, new Seeds(1));
		assertEquals(new HashMap<>(a),
				new HashMap<>(SubjectFolds.assign(new HashMap<>(labels), Map.of(), 4, new Seeds(1))));
		assertNotEquals(new HashMap<>(a), new HashMap<>(SubjectFolds.assign(labels, Map.of(), 4, new Seeds(2))));
	}

	@Test
	void refusesMoreFoldsThanSubjects() {
		final UserError e = assertThrows(UserError.class,
				() -> SubjectFolds.assign(people(20, 3), Map.of(), 4, new Seeds(1)));
		assertTrue(e.getMessage().contains("normal has only 3 subjects"), e.getMessage());
	}
}
