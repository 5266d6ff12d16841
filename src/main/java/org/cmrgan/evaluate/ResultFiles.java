package org.cmrgan.evaluate;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.run.AtomicFiles;

/** The CSV files that follow from the predictions; shares and p-values from 0 to 1 with six decimals. */
final class ResultFiles {
	private static final Metric[] CURVE = { Metric.ACCURACY, Metric.BALANCED_ACCURACY, Metric.AUC };

	private ResultFiles() {}

	static void write(final EvaluationResults results, final Path folder) {
		AtomicFiles.writeText(folder.resolve("metrics.csv"), metrics(results));
		AtomicFiles.writeText(folder.resolve("table.csv"), table(results));
		AtomicFiles.writeText(folder.resolve("ratio.csv"), ratio(results));
		AtomicFiles.writeText(folder.resolve("comparisons.csv"), comparisons(results));
		AtomicFiles.writeText(folder.resolve("conclusions.csv"), conclusions(results));
	}

	/** Every multiple, then the chosen ones where there was a choice. */
	private static String metrics(final EvaluationResults results) {
		final List<String> columns = new ArrayList<>(
				List.of("classifier", "arm", "multiple", "images", "subjects", "repeats", "majority_accuracy"));
		for (final Metric metric : Metric.values())
			columns.addAll(List.of(metric.key(), metric.key() + "_low", metric.key() + "_high"));
		columns.addAll(List.of("accuracy_wilson_low", "accuracy_wilson_high", "p_above_chance"));
		final CsvText csv = new CsvText(columns.toArray(new String[0]));
		final List<ArmResult> rows = new ArrayList<>(results.everyMultiple());
		for (final ArmResult arm : results.arms()) if (arm.multiple().isEmpty()) rows.add(arm);
		for (final ArmResult arm : rows) {
			final List<Object> values = new ArrayList<>(List.of(arm.classifier().key(), arm.arm().key(),
					arm.multiple().isPresent() ? String.valueOf(arm.multiple().getAsInt()) : "chosen",
					results.imageCount(), results.subjectCount(),
					results.repeats(), number(results.majorityAccuracy())));
			for (final Metric metric : Metric.values()) add(values, arm, metric);
			values.addAll(List.of(number(arm.wilson().low()), number(arm.wilson().high()), number(arm.chanceP())));
			csv.row(values.toArray());
		}
		return csv.text();
	}

	private static String table(final EvaluationResults results) {
		final CsvText csv = new CsvText("classifier", "arm", "multiples", "accuracy", "accuracy_low", "accuracy_high",
				"balanced_accuracy",
				"balanced_accuracy_low", "balanced_accuracy_high", "majority_accuracy", "paper_accuracy");
		for (final ArmResult arm : results.arms()) {
			final List<Object> values = new ArrayList<>(
					List.of(arm.classifier().key(), arm.arm().key(), arm.multipleText()));
			add(values, arm, Metric.ACCURACY);
			add(values, arm, Metric.BALANCED_ACCURACY);
			values.add(number(results.majorityAccuracy()));
			values.add(number(arm.arm().paperAccuracy(arm.classifier()).orElse(Double.NaN)));
			csv.row(values.toArray());
		}
		return csv.text();
	}

	private static String ratio(final EvaluationResults results) {
		final List<String> columns = new ArrayList<>(List.of("classifier", "arm", "multiple"));
		for (final Metric metric : CURVE)
			columns.addAll(List.of(metric.key(), metric.key() + "_low", metric.key() + "_high"));
		final CsvText csv = new CsvText(columns.toArray(new String[0]));
		for (final Classifier classifier : results.classifiers()) {
			for (final Arm arm : results.ratioArms()) {
				for (final ArmResult point : results.ratio(classifier, arm)) {
					final List<Object> values = new ArrayList<>(
							List.of(classifier.key(), arm.key(), point.multiple().orElseThrow()));
					for (final Metric metric : CURVE) add(values, point, metric);
					csv.row(values.toArray());
				}
			}
		}
		return csv.text();
	}

	private static String comparisons(final EvaluationResults results) {
		final CsvText csv = new CsvText("metric", "classifier", "arm", "against", "difference", "difference_low",
				"difference_high", "p_subjects", "p_holm",
				"comparisons", "only_arm_right", "only_against_right", "p_mcnemar", "p_nadeau_bengio",
				"subjects_for_80_percent_power", "verdict", "sentence");
		for (final Comparison c : results.comparisons()) {
			csv.row(c.metric().key(), c.arm().classifier().key(), c.arm().arm().key(), c.against().arm().key(),
					number(c.difference()),
					number(c.interval().low()), number(c.interval().high()), number(c.subjectP()), number(c.holmP()),
					c.family(), c.onlyArm(),
					c.onlyAgainst(), number(c.mcNemarP()), number(c.nadeauBengioP()),
					c.subjectsNeeded().isPresent() ? c.subjectsNeeded().getAsLong() : "",
					c.verdict().name().toLowerCase(Locale.ROOT), c.sentence());
		}
		return csv.text();
	}

	private static String conclusions(final EvaluationResults results) {
		final CsvText csv = new CsvText("sentence");
		for (final String sentence : ResultText.conclusions(results)) csv.row(sentence);
		return csv.text();
	}

	private static void add(final List<Object> values, final ArmResult arm, final Metric metric) {
		final Interval interval = arm.interval(metric);
		values.add(number(arm.value(metric)));
		values.add(number(interval.low()));
		values.add(number(interval.high()));
	}

	private static String number(final double value) {
		return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.6f", value);
	}
}
