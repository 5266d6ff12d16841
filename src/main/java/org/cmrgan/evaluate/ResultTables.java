/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.List;

import org.cmrgan.run.AtomicFiles;

/**
 * The tables computed from the predictions. Rates and p-values are from 0 to 1 with six decimals. The files are meant
 * for people, except {@link RatioTable}: all other code computes results from the predictions.
 */
public final class ResultTables {
	private static final String CONCLUSIONS = "conclusions";
	private static final String SENTENCE = "sentence";

	private ResultTables() {}

	/**
	 * Writes metrics.csv, table.csv, ratio.csv, comparisons.csv, repeats.csv and conclusions.csv, each atomically.
	 *
	 * @param results of an experiment
	 * @param folder of the evaluation
	 */
	public static void write(final EvaluationResults results, final Path folder) {
		for (final ResultTable table : of(results))
			AtomicFiles.writeText(folder.resolve(table.name() + ".csv"), table.csv());
	}

	static List<ResultTable> of(final EvaluationResults results) {
		return List.of(metrics(results), ArmsTable.of(results), RatioTable.of(results), comparisons(results),
				RepeatsTable.of(results), conclusions(results));
	}

	/**
	 * {@return every metric of every arm and classifier: at every multiple, then at the chosen ones if there was a
	 * choice}
	 *
	 * @param results of an experiment
	 */
	public static ResultTable metrics(final EvaluationResults results) {
		return MetricsTable.of(results);
	}

	/**
	 * {@return every comparison with all its tests}
	 *
	 * @param results of an experiment
	 */
	public static ResultTable comparisons(final EvaluationResults results) {
		return ComparisonsTable.of(results);
	}

	private static ResultTable conclusions(final EvaluationResults results) {
		ResultTable out = ResultTable.of(CONCLUSIONS, List.of(SENTENCE));
		for (final String sentence : ResultText.conclusions(results)) out = out.with(List.of(sentence));
		return out;
	}
}
