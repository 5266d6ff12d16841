/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.ArmResult;
import org.cmrgan.evaluate.CellResult;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.Comparison;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.Misclassified;
import org.cmrgan.evaluate.ResultText;
import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;
import org.junit.jupiter.api.Test;

/** Every number in the section is that of the results. */
class EvaluationSectionTest {
	private static final EvaluationResults RESULTS = DemoStudy.alike();
	private static final Section SECTION = section(RESULTS);

	private static Section section(final EvaluationResults results) {
		return new EvaluationSection(DemoStudy.empty().evaluation(results).build()).section();
	}

	private static Table table(final String id) {
		return SECTION.tables().stream().filter(t -> t.getId().equals(id)).findFirst().orElseThrow();
	}

	@Test
	void aComparisonIsARowWithItsAdjustedP() {
		final List<Comparison> made = RESULTS.comparisons(Metric.BALANCED_ACCURACY);
		final List<List<String>> rows = table("comparisons-summary").getRows();
		assertEquals(10, made.size());
		assertEquals(made.size(), rows.size());
		boolean adjusted = false;
		for (int i = 0; i < rows.size(); i++) {
			final Comparison c = made.get(i);
			assertEquals(c.arm().classifier().title(), rows.get(i).get(0));
			assertTrue(rows.get(i).get(1).startsWith(c.arm().arm().title()));
			assertEquals(signed(c.difference()), rows.get(i).get(3));
			assertEquals(signed(c.interval().low()) + " to " + signed(c.interval().high()), rows.get(i).get(4));
			assertEquals(Comparison.p(c.holmP()),
					"p " + (rows.get(i).get(5).startsWith("<") ? "" : "= ") + rows.get(i).get(5));
			assertEquals("not significant", rows.get(i).get(6));
			assertEquals(c.subjectsNeededText(), rows.get(i).get(7));
			adjusted |= !Comparison.p(c.holmP()).equals(Comparison.p(c.subjectP()));
		}
		assertTrue(adjusted, "adjusted and unadjusted p differ somewhere");
		assertTrue(table("comparisons-summary").getNote().contains("Holm's adjustment for 10 comparisons"));
	}

	@Test
	void tablesHaveTheValuesOfTheirArms() {
		final List<List<String>> paper = table("table-3").getRows();
		for (final ArmResult arm : RESULTS.arms()) {
			final Interval interval = arm.interval(Metric.ACCURACY);
			final String accuracy = String.format(Locale.ROOT, "%.1f %% (%.1f–%.1f)", 100 * arm.value(Metric.ACCURACY),
					100 * interval.low(), 100 * interval.high());
			final List<String> row = paper.stream().filter(r -> r.get(0).equals(arm.classifier().title())).findFirst()
					.orElseThrow();
			assertTrue(row.stream().anyMatch(cell -> cell.startsWith(accuracy)), row + " has no " + accuracy);
			final List<String> main = row("main-metrics", arm);
			assertTrue(main.get(2).startsWith(hundredths(arm.value(Metric.AUC)) + " ("), main.toString());
			final double[] repeats = arm.repeats(Metric.AUC);
			final List<String> single = row("repeats", arm);
			assertTrue(single.get(2).endsWith("; repeats " + hundredths(Math.min(repeats[0], repeats[1])) + " to "
					+ hundredths(Math.max(repeats[0], repeats[1]))), single.toString());
		}
		assertEquals(List.of("ResNet-50, Fu et al. 2021", "77.7 %", "80.9 %", "84.8 %", "86.1 %"), paper.get(1));
	}

	@Test
	void confusionMatricesCountDecisions() {
		for (final ArmResult arm : RESULTS.arms()) {
			int missed = 0;
			int images = 0;
			for (final CellResult cell : arm.cells()) for (final CellResult.Row row : cell.rows()) {
				if (!row.isPositive()) continue;
				images++;
				if (!row.isCalledPositive()) missed++;
			}
			assertEquals(2 * 36, images, "two repeats");
			final List<String> row = row("confusion", arm);
			assertEquals(String.format(Locale.ROOT, "%d (%.1f %%)", missed, 100.0 * missed / images), row.get(2));
			assertTrue(row.get(1).startsWith(images - missed + " ("), row.toString());
		}
	}

	@Test
	void theImagesMostOftenWrongAreShownWithTheirCounts() {
		final Map<String, Integer> wrong = new HashMap<>();
		for (final ArmResult arm : RESULTS.arms())
			if (arm.classifier() != Classifier.YARDSTICK)
				for (final CellResult cell : arm.cells())
					for (final CellResult.Row row : cell.rows())
						if (row.isPositive() && !row.isCalledPositive()) wrong.merge(row.id(), 1, Integer::sum);
		final List<Misclassified> listed = RESULTS.misclassified(true);
		assertEquals(wrong.keySet(), listed.stream().map(Misclassified::id).collect(Collectors.toSet()));
		for (final Misclassified m : listed) {
			assertEquals(wrong.get(m.id()), m.wrong());
			assertEquals(2 * 4 * 2, m.decisions(), "two networks, four arms, two repeats");
		}
		final Picture picture = SECTION.pictures().get(0);
		assertEquals("patient <1> classified as non-patient", picture.getRows().get(0).getLabel());
		assertEquals(listed.get(0).id() + ": " + listed.get(0).wrong() + " of 16",
				picture.getRows().get(0).getCaptions().get(0));
		assertEquals(8, picture.getRows().get(0).getCaptions().size());
	}

	@Test
	void rocCurvesEndInTheirAreas() {
		final Chart roc = SECTION.charts().stream().filter(c -> c.id().equals("roc-resnet50")).findFirst()
				.orElseThrow();
		final ArmResult none = RESULTS.arm(Classifier.RESNET50, Arm.NONE).orElseThrow();
		final Chart.Series curve = roc.series().get(0);
		assertEquals(String.format(Locale.ROOT, "None, AUC %.2f", none.value(Metric.AUC)), curve.name);
		final double[] expected = none.measured().roc(curve.x.length);
		for (int i = 0; i < expected.length; i++) assertEquals(100 * expected[i], curve.y[i], 1e-9);
		assertEquals(100, curve.y[curve.y.length - 1], 1e-9);
	}

	@Test
	void noGainAndTheYardstickAreSaid() {
		final String claim = new EvaluationSection(DemoStudy.empty().evaluation(RESULTS).build()).claim();
		assertTrue(claim.startsWith("No gain is shown: none of 10 comparisons in balanced accuracy"), claim);
		final double largest = RESULTS.comparisons(Metric.BALANCED_ACCURACY).stream()
				.mapToDouble(Comparison::difference).max().orElseThrow();
		assertTrue(claim.contains("(" + signed(largest) + " points"), claim);
		assertTrue(claim.contains(ResultText.below(RESULTS, Classifier.RESNET50).orElseThrow()), claim);
	}

	@Test
	void aShownGainIsNamedWithItsIntervalAndAdjustedP() {
		final EvaluationResults better = DemoStudy.better();
		final String claim = new EvaluationSection(DemoStudy.empty().evaluation(better).build()).claim();
		final Comparison simgan = better.comparisons(Metric.BALANCED_ACCURACY).stream()
				.filter(c -> c.verdict() == Comparison.Verdict.BETTER).findFirst().orElseThrow();
		assertTrue(simgan.holmP() > simgan.subjectP(), "adjusted and unadjusted p differ");
		assertTrue(claim.startsWith(
				"A significant gain in balanced accuracy is shown for SimGAN over no augmentation with ResNet-50 ("
						+ signed(simgan.difference()) + " points, 95 % interval " + signed(simgan.interval().low())
						+ " to " + signed(simgan.interval().high()) + ", " + Comparison.p(simgan.holmP()) + ")"),
				claim);
		assertFalse(claim.contains("yardstick"), claim);
	}

	private static List<String> row(final String table, final ArmResult arm) {
		final String name = arm.classifier().title() + ", " + arm.arm().title()
				+ (arm.multipleText().isEmpty() ? "" : " " + arm.multipleText());
		return table(table).getRows().stream().filter(r -> r.get(0).equals(name)).findFirst().orElseThrow();
	}

	private static String hundredths(final double value) {
		return String.format(Locale.ROOT, "%.1f", 100 * value);
	}

	private static String signed(final double difference) {
		return String.format(Locale.ROOT, "%+.1f", 100 * difference).replace("-", "−");
	}
}
