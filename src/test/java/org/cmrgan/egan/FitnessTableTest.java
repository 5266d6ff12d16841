/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FitnessTableTest {
	@TempDir
	private Path folder;

	@Test
	void aGenerationWithTwoSurvivorsHasOneWinner() {
		final FitnessTable table = new FitnessTable(folder);
		add(table, 1, Mutation.MINIMAX, Mutation.HEURISTIC, Mutation.LEAST_SQUARES);
		add(table, 2, Mutation.HEURISTIC, Mutation.LEAST_SQUARES, Mutation.MINIMAX);
		add(table, 3, Mutation.HEURISTIC, Mutation.MINIMAX, Mutation.LEAST_SQUARES);
		table.flush();
		assertEquals(Map.of(Mutation.MINIMAX, 1, Mutation.HEURISTIC, 2), EGan.wins(folder));
	}

	@Test
	void whatItDoesNotKnowIsRefused() throws Exception {
		final FitnessTable table = new FitnessTable(folder);
		add(table, 1, Mutation.MINIMAX, Mutation.HEURISTIC, Mutation.LEAST_SQUARES);
		table.flush();
		final Path file = folder.resolve(FitnessTable.FILE);
		final String text = Files.readString(file);
		Files.writeString(file, text.replace("chosen", "survives"));
		assertTrue(assertThrows(UserError.class, () -> EGan.wins(folder)).getMessage().contains("chosen"));
		Files.writeString(file, text.replace("heuristic", "hinge"));
		assertTrue(assertThrows(UserError.class, () -> EGan.wins(folder)).getMessage().contains("hinge"));
		Files.writeString(file, text);
		final var wins = EGan.wins(folder);
		Files.writeString(file, text.replace("least_squares", "leastsquares"));
		assertEquals(wins, EGan.wins(folder), "the name that the third loss had once");
	}

	private static void add(final FitnessTable table, final long generation, final Mutation... fittestFirst) {
		for (int i = 0; i < fittestFirst.length; i++)
			table.add(generation,
					new Child(0, fittestFirst[i], new Survivor(null, List.of()), new Fitness(0.5 - 0.1 * i, 1, 0.01)),
					i < 2);
	}
}
