/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.List;

import org.cmrgan.run.AtomicFiles;

/**
 * The tables that follow from the predictions; shares and p-values from 0 to 1 with six decimals. Only people read
 * their files, but for {@link RatioTable}: whatever else needs results computes them from the predictions.
 */
public final class ResultTables {
	private static final String CONCLUSIONS = "conclusions";
	private static final String SENTENCE = "sentence";

	private ResultTables() {}

	/** Writes metrics.csv, table.csv, ratio.csv, comparisons.csv, repeats.csv and conclusions.csv, each as a whole. */
	public static void write(final EvaluationResults results, final Path folder) {
		for (final ResultTable table : of(results))
			AtomicFiles.writeText(folder.resolve(table.name() + ".csv"), table.csv());
	}

	static List<ResultTable> of(final EvaluationResults results) {
		return List.of(metrics(results), ArmsTable.of(results), RatioTable.of(results), comparisons(results),
				RepeatsTable.of(results), conclusions(results));
	}

	/** Every metric of every arm and classifier: every multiple, then the chosen ones where there was a choice. */
	public static ResultTable metrics(final EvaluationResults results) {
		return MetricsTable.of(results);
	}

	/** Every comparison with all its tests. */
	public static ResultTable comparisons(final EvaluationResults results) {
		return ComparisonsTable.of(results);
	}

	private static ResultTable conclusions(final EvaluationResults results) {
		ResultTable out = ResultTable.of(CONCLUSIONS, List.of(SENTENCE));
		for (final String sentence : ResultText.conclusions(results)) out = out.with(List.of(sentence));
		return out;
	}
}
