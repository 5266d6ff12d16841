/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.awt.BorderLayout;
import java.awt.Frame;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

import org.cmrgan.evaluate.ArmResult;
import org.cmrgan.evaluate.Comparison;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.Predictions;
import org.cmrgan.evaluate.VerdictText;
import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;

import ij.WindowManager;
import ij.measure.ResultsTable;

/**
 * Shows the results of an evaluation in windows with their own titles: a table in percent below the sentence that says
 * whether a gain is shown, the comparisons, and the plots. The user's own Results table is never changed.
 */
public final class EvaluationWindows {
	/** Title of the table. */
	static final String TABLE = "CMR GAN results";
	private static final List<Metric> SHOWN = List.of(Metric.BALANCED_ACCURACY, Metric.ACCURACY, Metric.AUC,
			Metric.SENSITIVITY, Metric.SPECIFICITY);

	private static final List<Metric> COMPARED = List.of(Metric.BALANCED_ACCURACY, Metric.ACCURACY);

	private EvaluationWindows() {}

	/**
	 * Opens all of them.
	 *
	 * @param folder of a finished evaluation
	 */
	public static void show(final Path folder) {
		final EvaluationResults results = EvaluationResults.of(Predictions.read(folder.resolve(Predictions.FILE)));
		Results.show(comparisons(results), "CMR GAN comparisons");
		RatioPlot.show(folder.resolve("ratio.csv"), 100 * results.majorityAccuracy());
		show(table(results), VerdictText.of(results));
	}

	private static void show(final ResultsTable table, final String verdict) {
		Results.show(table, TABLE);
		final Frame window = WindowManager.getFrame(TABLE);
		// A macro that runs without windows has none.
		if (window == null) return;
		window.add(Windows.sentences(List.of(verdict)), BorderLayout.NORTH);
		window.setSize(Math.max(window.getWidth(), 900), Math.max(window.getHeight(), 320));
		window.validate();
		Windows.place(window);
	}

	/** A row for each classifier and arm, at each multiple if none was chosen; rates are in percent. */
	static ResultsTable table(final EvaluationResults results) {
		final ResultsTable out = new ResultsTable();
		for (final ArmResult arm : results.arms()) {
			out.incrementCounter();
			out.addValue("Classifier", arm.classifier().title());
			out.addValue("Trained on", arm.arm().title());
			out.addValue("Added images", arm.multipleText());
			for (final Metric metric : SHOWN) {
				final Interval interval = arm.interval(metric);
				out.addValue(capital(metric.title()) + " (%)", percent(arm.value(metric)));
				out.addValue("95 % interval of " + metric.title(),
						percent(interval.low()) + " to " + percent(interval.high()));
			}
		}
		return out;
	}

	/** A row for each comparison of two arms; differences in percentage points. */
	static ResultsTable comparisons(final EvaluationResults results) {
		final ResultsTable out = new ResultsTable();
		for (final Metric metric : COMPARED) {
			for (final Comparison comparison : results.comparisons(metric)) {
				out.incrementCounter();
				out.addValue("Metric", capital(metric.title()));
				out.addValue("Classifier", comparison.arm().classifier().title());
				out.addValue("Trained on",
						(comparison.arm().arm().title() + " " + comparison.arm().multipleText()).trim());
				out.addValue("Compared with",
						(comparison.against().arm().title() + " " + comparison.against().multipleText()).trim());
				out.addValue("Difference (points)", percent(comparison.difference()));
				out.addValue("95 % interval",
						percent(comparison.interval().low()) + " to " + percent(comparison.interval().high()));
				out.addValue("p", probability(comparison.subjectP()));
				out.addValue("p after Holm", probability(comparison.holmP()));
				out.addValue("Comparisons", comparison.family());
			}
		}
		return out;
	}

	private static String probability(final double p) {
		return Double.isNaN(p) ? "not defined" : String.format(Locale.ROOT, "%.3f", p);
	}

	private static String percent(final double share) {
		return Double.isNaN(share) ? "not defined" : String.format(Locale.ROOT, "%.1f", 100 * share);
	}

	private static String capital(final String text) {
		return Character.toUpperCase(text.charAt(0)) + text.substring(1);
	}
}
