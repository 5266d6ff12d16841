/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import org.apache.commons.csv.CSVRecord;
import org.cmrgan.data.StrictCsv;
import org.cmrgan.run.Menu;
import org.cmrgan.run.UserError;
import org.cmrgan.train.StepTable;

/** The file fitness.csv: every child of every generation, the fittest of each generation first. */
final class FitnessTable {
	static final String FILE = "fitness.csv";
	private static final String PARENT = "parent";
	private static final String MUTATION = "mutation";
	private static final String QUALITY = "quality";
	private static final String DIVERSITY = "diversity";
	private static final String FITNESS = "fitness";
	private static final String CHOSEN = "chosen";
	private static final List<String> AFTER_STEP = List.of(PARENT, MUTATION, QUALITY, DIVERSITY, FITNESS, CHOSEN);
	private static final List<String> COLUMNS = List.of(GenerationFigure.UNIT, PARENT, MUTATION, QUALITY, DIVERSITY,
			FITNESS, CHOSEN);
	private static final String REMEDY = Menu.TRAIN_EGAN;

	private final StepTable table;

	/** @param folder of the training */
	FitnessTable(final Path folder) {
		table = new StepTable(folder.resolve(FILE));
	}

	/**
	 * Adds a child of a generation.
	 *
	 * @param chosen true if it survives
	 */
	void add(final long generation, final Child child, final boolean chosen) {
		table.add(GenerationFigure.UNIT, generation, AFTER_STEP,
				Map.of(PARENT, child.parent(), MUTATION, child.mutation().key(), QUALITY, child.fitness().quality(),
						DIVERSITY, child.fitness().diversity(), FITNESS, child.fitness().total(), CHOSEN, chosen));
	}

	/** Deletes the rows after a generation; 0 deletes all. */
	void cutAfter(final long generation) {
		table.cutAfter(generation);
	}

	/** Writes the rows added since the last call. */
	void flush() {
		table.flush();
	}

	/**
	 * The number of generations in which each mutation had the fittest child.
	 *
	 * @param folder of a finished training
	 * @throws UserError naming the file, and the column or row that is not valid
	 */
	static Map<Mutation, Integer> wins(final Path folder) {
		final Path file = folder.resolve(FILE);
		final Map<Mutation, Integer> out = new EnumMap<>(Mutation.class);
		String last = "";
		for (final CSVRecord row : StrictCsv.read(file, COLUMNS, List.of(), REMEDY)) {
			final Mutation mutation = mutation(file, row);
			// If several children survive, the fittest comes first.
			if (row.get(GenerationFigure.UNIT).equals(last)) continue;
			last = row.get(GenerationFigure.UNIT);
			out.merge(mutation, 1, Integer::sum);
		}
		return out;
	}

	private static Mutation mutation(final Path file, final CSVRecord row) {
		try {
			return Mutation.of(row.get(MUTATION));
		} catch (final IllegalArgumentException e) {
			throw new UserError(file + ", row " + row.getRecordNumber() + ": there is no mutation " + row.get(MUTATION)
					+ ": run " + REMEDY + " again.", e);
		}
	}
}
