/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationResultsTest {
	private static final Classifier NET = Classifier.RESNET50;
	private static final EvaluationResults RESULTS = EvaluationResults.of(study().predictions());

	/** 48 subjects of 3 images; E-GAN really better, SimGAN like E-GAN, a shuffled control at chance. */
	private static FakePredictions study() {
		return new FakePredictions(48, 3).arm(Arm.NONE, 0, NET, 2, 0.8, c -> 0.6, 1)
				.arm(Arm.CLASSIC, 0, NET, 2, 0.9, c -> 0.6, 1)
				.arm(Arm.EGAN, 3, NET, 2, 3.5, c -> c.fold() == 1 ? 0.9 : 0.8, 2)
				.arm(Arm.EGAN, 4, NET, 2, 3.6, c -> c.fold() == 1 ? 0.8 : 0.9, 3)
				.arm(Arm.SIMGAN, 3, NET, 2, 3.5, c -> 0.8, 4).arm(Arm.SIMGAN, 4, NET, 2, 3.5, c -> 0.8, 5)
				.arm(Arm.SHUFFLED, 0, NET, 2, 0, c -> 0.5, 6);
	}

	@Test
	void countsWhatWasTested() {
		final EvaluationResults results = RESULTS;
		assertEquals(144, results.imageCount());
		assertEquals(48, results.subjectCount());
		assertEquals(108, results.positiveImages());
		assertEquals(36, results.positiveSubjects());
		assertEquals(0.75, results.majorityAccuracy());
		assertEquals("patient", results.positiveLabel());
		assertEquals("normal", results.negativeLabel());
		assertEquals(4, results.folds());
		assertEquals(2, results.repeats());
	}

	@Test
	void accuracyIsTheShareOfRightRows() {
		final FakePredictions study = study();
		final ArmResult none = RESULTS.arm(NET, Arm.NONE).orElseThrow();
		final List<CellResult.Row> rows = study.results().stream().filter(r -> r.cell().arm() == Arm.NONE)
				.flatMap(r -> r.rows().stream()).collect(Collectors.toList());
		final long right = rows.stream().filter(r -> r.label().equals(r.prediction())).count();
		assertEquals((double) right / rows.size(), none.value(Metric.ACCURACY), 1e-12);
		assertTrue(none.interval(Metric.ACCURACY).contains(none.value(Metric.ACCURACY)));
		assertTrue(none.wilson().contains(none.value(Metric.ACCURACY)));
	}

	@Test
	void theIntervalThatKnowsOfSubjectsIsTheWiderOne() {
		// Ten correlated images per subject.
		final ArmResult arm = EvaluationResults
				.of(new FakePredictions(48, 10).arm(Arm.NONE, 0, NET, 1, 1, c -> 0.6, 1).predictions()).arms().get(0);
		final double clustered = arm.interval(Metric.ACCURACY).high() - arm.interval(Metric.ACCURACY).low();
		assertTrue(clustered > 1.3 * (arm.wilson().high() - arm.wilson().low()), "width " + clustered);
	}

	@Test
	void multiplesAreChosenByValidationFoldByFold() {
		final EvaluationResults results = RESULTS;
		final ArmResult egan = results.arm(NET, Arm.EGAN).orElseThrow();
		assertEquals("3x in 1 fold, 4x in 3 folds", egan.multipleText());
		assertTrue(egan.multiple().isEmpty());
		assertEquals("3x", results.arm(NET, Arm.SIMGAN).orElseThrow().multipleText(),
				"equal validation takes the smaller multiple");
		assertEquals("", results.arm(NET, Arm.NONE).orElseThrow().multipleText());
	}

	@Test
	void ratioCurveBeginsWithoutAddedImages() {
		final EvaluationResults results = RESULTS;
		assertEquals(List.of(Arm.EGAN, Arm.SIMGAN), results.ratioArms());
		assertEquals(List.of(0, 3, 4), results.ratio(NET, Arm.EGAN).stream().map(r -> r.multiple().orElseThrow())
				.collect(Collectors.toList()));
		assertEquals(Arm.NONE, results.ratio(NET, Arm.EGAN).get(0).arm());
	}

	@Test
	void conclusionsFollowTheTests() {
		final EvaluationResults results = RESULTS;
		final List<Comparison> balanced = results.comparisons(Metric.BALANCED_ACCURACY);
		assertEquals(List.of("classic-none", "egan-none", "egan-classic", "simgan-none", "simgan-egan"), balanced
				.stream().map(c -> c.arm().arm().key() + "-" + c.against().arm().key()).collect(Collectors.toList()));
		final Comparison egan = balanced.get(1);
		assertEquals(Comparison.Verdict.BETTER, egan.verdict());
		assertTrue(egan.interval().low() > 0);
		assertTrue(egan.holmP() >= egan.subjectP());
		assertEquals(5, egan.family());
		assertTrue(egan.sentence().contains("is significantly better"), egan.sentence());
		assertTrue(egan.subjectsNeeded().orElseThrow() < 48);
		final Comparison simgan = balanced.get(4);
		assertEquals(Comparison.Verdict.NOT_SHOWN, simgan.verdict());
		assertTrue(simgan.sentence().contains("does not differ significantly"), simgan.sentence());
		assertTrue(simgan.subjectsNeeded().isEmpty() || simgan.subjectsNeeded().getAsLong() > 48);
		assertTrue(results.arm(NET, Arm.SHUFFLED).orElseThrow().chanceP() > 0.05);
		assertTrue(results.arm(NET, Arm.EGAN).orElseThrow().chanceP() < 0.001);
		assertTrue(ResultText.of(results).contains("as expected"), ResultText.of(results));
	}

	@Test
	void thePapersOrderIsSaidTogetherWithHowMuchOfItIsShown(@TempDir final Path folder) throws IOException {
		ResultTables.write(RESULTS, folder);
		final String said = Files.readString(folder.resolve("conclusions.csv"));
		assertTrue(said.contains("the accuracies follow the order of the paper (None "), said);
		final long shown = RESULTS.comparisons(Metric.ACCURACY).stream()
				.filter(c -> List.of("classic-none", "egan-classic", "simgan-egan")
						.contains(c.arm().arm().key() + "-" + c.against().arm().key()))
				.filter(c -> c.verdict() == Comparison.Verdict.BETTER).count();
		assertEquals(2, shown);
		assertTrue(said.contains("of its 3 steps, 2 are significant gains"), said);
		assertTrue(said.contains("trained on shuffled labels, it is not above chance"), said);
		assertTrue(ResultText.sentences(RESULTS).stream().anyMatch(s -> s.contains("of its 3 steps")), said);
	}

	@Test
	void aRefinerThatChangedNothingHasNoFiguresOfItsOwn() {
		final Predictions study = new FakePredictions(24, 2).arm(Arm.EGAN, 3, NET, 1, 1, c -> 0.6, 1)
				.arm(Arm.SIMGAN, 3, NET, 1, 1, c -> 0.6, 2).predictions();
		final EvaluationResults idle = EvaluationResults.of(study, true);
		assertEquals(List.of(Arm.EGAN), idle.arms().stream().map(ArmResult::arm).collect(Collectors.toList()));
		assertTrue(ResultText.conclusions(idle).get(0).startsWith("SimGAN is not evaluated"));
		assertEquals(2, EvaluationResults.of(study, false).arms().size());
	}

	@Test
	void anArmAgainstItselfShowsNothing() {
		final Predictions same = new FakePredictions(24, 2).arm(Arm.NONE, 0, NET, 1, 1, c -> 0.6, 1)
				.arm(Arm.CLASSIC, 0, NET, 1, 1, c -> 0.6, 1).predictions();
		final Comparison comparison = EvaluationResults.of(same).comparisons().get(0);
		assertEquals(0, comparison.difference());
		assertEquals(1, comparison.subjectP());
		assertEquals(1, comparison.mcNemarP());
		assertEquals(1, comparison.nadeauBengioP());
		assertEquals(Comparison.Verdict.NOT_SHOWN, comparison.verdict());
		assertTrue(comparison.subjectsNeeded().isEmpty());
	}

	@Test
	void everythingFollowsFromTheFileAlone(@TempDir final Path folder) throws IOException {
		final FakePredictions study = study();
		study.predictions().write(folder.resolve("a/predictions.csv"));
		final List<CellResult> turned = new ArrayList<>(study.results());
		Collections.reverse(turned);
		new Predictions(turned).write(folder.resolve("b/predictions.csv"));
		assertSame(folder.resolve("a/predictions.csv"), folder.resolve("b/predictions.csv"),
				"order of cells does not matter");
		for (final String side : List.of("a", "b"))
			ResultTables.write(EvaluationResults.of(Predictions.read(folder.resolve(side + "/predictions.csv"))),
					folder.resolve(side));
		ResultTables.write(EvaluationResults.of(study.predictions()), folder.resolve("c"));
		for (final String name : List.of("metrics.csv", "table.csv", "ratio.csv", "comparisons.csv",
				"conclusions.csv")) {
			assertSame(folder.resolve("a").resolve(name), folder.resolve("b").resolve(name), name);
			assertSame(folder.resolve("a").resolve(name), folder.resolve("c").resolve(name), name);
		}
		final List<String> table = Files.readAllLines(folder.resolve("a/table.csv"));
		assertEquals(6, table.size());
		assertTrue(table.get(3).startsWith("resnet50,egan,\"3x in 1 fold, 4x in 3 folds\",0."), table.get(3));
		assertTrue(table.get(3).endsWith(",0.750000,0.848000"), table.get(3));
	}

	private static void assertSame(final Path a, final Path b, final String what) throws IOException {
		assertArrayEquals(Files.readAllBytes(a), Files.readAllBytes(b), what);
	}

	@Test
	void missingCellsAreNamed() {
		final List<CellResult> results = new ArrayList<>(study().results());
		results.removeIf(r -> r.cell().arm() == Arm.EGAN && r.cell().fold() == 2 && r.cell().multiple() == 3
				&& r.cell().repeat() == 2);
		final UserError error = assertThrows(UserError.class, () -> EvaluationResults.of(new Predictions(results)));
		assertTrue(error.getMessage().contains("fold 2, E-GAN 3x, ResNet-50, repeat 2"), error.getMessage());
	}

	@Test
	void aBrokenFileIsRefusedWithItsRow(@TempDir final Path folder) throws IOException {
		final Path file = folder.resolve("predictions.csv");
		study().predictions().write(file);
		Files.writeString(file, Files.readString(file).replaceFirst("\n1,none", "\none,none"));
		final UserError error = assertThrows(UserError.class, () -> Predictions.read(file));
		assertTrue(error.getMessage().contains("row 1"), error.getMessage());
		Files.writeString(file, "fold,arm\n1,none\n");
		assertTrue(
				assertThrows(UserError.class, () -> Predictions.read(file)).getMessage().contains("column multiple"));
	}

	@Test
	void aColumnThatIsNotKnownIsRefused(@TempDir final Path folder) throws IOException {
		final Path file = folder.resolve("predictions.csv");
		study().predictions().write(file);
		Files.writeString(file, Files.readString(file).replaceFirst(",score,", ",probability,score,"));
		assertTrue(assertThrows(UserError.class, () -> Predictions.read(file)).getMessage()
				.contains("column probability"));
		assertTrue(assertThrows(UserError.class, () -> {
			study().predictions().write(file);
			Files.writeString(file, Files.readString(file).replaceFirst(",score,", ",probability,"));
			Predictions.read(file);
		}).getMessage().contains("column score"));
	}

	@Test
	void tablesKeepTheirColumns() {
		final Map<String, String> columns = new HashMap<>();
		for (final ResultTable table : ResultTables.of(RESULTS))
			columns.put(table.name(), String.join(",", table.columns()));
		assertEquals("metric,classifier,arm,against,difference,difference_low,difference_high,p_subjects,p_holm,"
				+ "comparisons,only_arm_right,only_against_right,p_mcnemar,p_nadeau_bengio,"
				+ "subjects_for_80_percent_power,verdict,sentence", columns.get("comparisons"));
		assertEquals(
				"classifier,arm,multiples,accuracy,accuracy_low,accuracy_high,balanced_accuracy,"
						+ "balanced_accuracy_low,balanced_accuracy_high,majority_accuracy,paper_accuracy",
				columns.get("table"));
		assertEquals("classifier,arm,multiple,accuracy,accuracy_low,accuracy_high,balanced_accuracy,"
				+ "balanced_accuracy_low,balanced_accuracy_high,auc,auc_low,auc_high", columns.get("ratio"));
		assertEquals("classifier,arm,multiples,repeat,accuracy,balanced_accuracy,sensitivity,specificity,auc,"
				+ "average_precision,mcc,f1,brier,sensitivity_at_90,ece", columns.get("repeats"));
		assertTrue(columns.get("metrics").startsWith("classifier,arm,multiple,images,subjects,repeats,"
				+ "majority_accuracy,accuracy,accuracy_low,accuracy_high,"), columns.get("metrics"));
		assertTrue(
				columns.get("metrics")
						.endsWith(",ece,ece_low,ece_high,accuracy_wilson_low,accuracy_wilson_high," + "p_above_chance"),
				columns.get("metrics"));
	}

	@Test
	void comparisonsCarryTheAdjustedPWhereItsColumnSays() {
		final ResultTable table = ResultTables.comparisons(RESULTS);
		final int column = table.columns().indexOf("p_holm");
		for (int i = 0; i < table.rows().size(); i++)
			assertEquals(RESULTS.comparisons().get(i).holmP(), Double.parseDouble(table.rows().get(i).get(column)),
					5e-7);
	}

	@Test
	void aNetworkBelowTheYardstickIsNamed() {
		final EvaluationResults poor = EvaluationResults.of(new FakePredictions(48, 2)
				.arm(Arm.NONE, 0, NET, 1, 0.2, c -> Double.NaN, 1).arm(Arm.CLASSIC, 0, NET, 1, 4, c -> Double.NaN, 2)
				.arm(Arm.NONE, 0, Classifier.YARDSTICK, 1, 2, c -> Double.NaN, 3).predictions());
		final String said = ResultText.below(poor, NET).orElseThrow();
		assertTrue(
				said.startsWith(
						"ResNet-50 does worse than the yardstick, so a gain of this network proves nothing (arm None"),
				said);
		assertTrue(ResultText.conclusions(poor).contains(said));
		assertTrue(poor.comparisons().stream().allMatch(c -> c.arm().classifier() == NET));
		final EvaluationResults good = EvaluationResults
				.of(new FakePredictions(48, 2).arm(Arm.NONE, 0, NET, 1, 3, c -> Double.NaN, 1)
						.arm(Arm.NONE, 0, Classifier.YARDSTICK, 1, 0.5, c -> Double.NaN, 3).predictions());
		assertTrue(ResultText.below(good, NET).isEmpty());
		assertTrue(ResultText.below(RESULTS, NET).isEmpty(), "no yardstick was run");
	}

	@Test
	void curvesComeBackAsTheyWereWritten(@TempDir final Path folder) throws IOException {
		final Curves written = study().curves();
		written.write(folder.resolve("a.csv"));
		final Curves read = Curves.read(folder.resolve("a.csv"));
		read.write(folder.resolve("b.csv"));
		assertSame(folder.resolve("a.csv"), folder.resolve("b.csv"), "the same bytes");
		final List<Curve.Point> mean = read.mean(NET, Arm.NONE).points();
		assertEquals(30, mean.size());
		assertEquals(10, mean.get(0).step());
		// Steps 1 to 10 are 5.5 in the mean, folds 1 to 4 are 2.5.
		assertEquals(0.7 - 0.002 * 5.5 * 2.5 / 4, mean.get(0).loss(), 1e-6);
		assertEquals(0.5, mean.get(0).accuracy(), 1e-6);
		assertTrue(read.mean(Classifier.YARDSTICK, Arm.NONE).isEmpty());
		Files.writeString(folder.resolve("a.csv"),
				Files.readString(folder.resolve("a.csv")).replaceFirst(",loss,", ",mean_loss,"));
		assertTrue(assertThrows(UserError.class, () -> Curves.read(folder.resolve("a.csv"))).getMessage()
				.contains("column loss"));
	}

	@Test
	void repeatsStandAloneAndTogether() {
		final ArmResult none = RESULTS.arm(NET, Arm.NONE).orElseThrow();
		final double[] alone = none.repeats(Metric.ACCURACY);
		assertEquals(none.value(Metric.ACCURACY), (alone[0] + alone[1]) / 2, 1e-12);
		final Map<String, Double> sums = new HashMap<>();
		final Map<String, Boolean> positive = new HashMap<>();
		for (final CellResult cell : none.cells()) for (final CellResult.Row row : cell.rows()) {
			sums.merge(row.id(), row.score(), Double::sum);
			positive.put(row.id(), row.isPositive());
		}
		final long right = sums.keySet().stream().filter(id -> sums.get(id) >= 1 == positive.get(id)).count();
		final Measured together = none.ensemble().orElseThrow();
		assertEquals(right / 144.0, together.value(Metric.ACCURACY), 1e-12);
		assertTrue(together.value(Metric.AUC) > none.value(Metric.AUC), "two looks are better than one");
		assertTrue(
				EvaluationResults.of(new FakePredictions(24, 1).arm(Arm.NONE, 0, NET, 1, 1, c -> 0.6, 1).predictions())
						.arms().get(0).ensemble().isEmpty());
	}

	@Test
	void paperFiguresStandBeside() {
		assertEquals(0.880, Arm.SIMGAN.paperAccuracy(Classifier.XCEPTION).orElseThrow());
		assertEquals(0.777, Arm.NONE.paperAccuracy(NET).orElseThrow());
		assertFalse(Arm.EGAN_CLASSIC.paperAccuracy(NET).isPresent());
		final String text = ResultText.of(RESULTS);
		assertTrue(text.contains("Fu et al. 2021"), text);
		assertTrue(text.lines().allMatch(line -> !line.contains("null") && !line.contains("NaN")), text);
	}

	@Test
	void withoutValidationSubjectsEveryMultipleIsReported() {
		final FakePredictions fake = new FakePredictions(24, 2);
		fake.arm(Arm.NONE, 0, NET, 1, 1, cell -> Double.NaN, 1);
		for (final int multiple : new int[] { 3, 4 })
			for (final Arm arm : new Arm[] { Arm.EGAN, Arm.SIMGAN })
				fake.arm(arm, multiple, NET, 1, 1, cell -> Double.NaN, 2 + multiple);
		final EvaluationResults results = EvaluationResults.of(fake.predictions());
		assertEquals(5, results.arms().size());
		// E-GAN and SimGAN at both multiples against none, SimGAN against E-GAN at the same one.
		assertEquals(6, results.comparisons(Metric.BALANCED_ACCURACY).size());
		final String added = ResultText.of(results).lines().filter(line -> line.startsWith("  added images"))
				.findFirst().orElseThrow();
		assertEquals(List.of("3x", "4x", "3x"), List.of(added.substring(14).trim().split(" +")));
	}
}
