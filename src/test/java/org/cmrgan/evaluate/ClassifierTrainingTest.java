/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The experiment with real networks on easy images. */
@Tag("slow")
class ClassifierTrainingTest {
	@TempDir
	Path folder;

	private static EvaluateConfig config(final String classifier, final String arms, final String steps,
			final String... more) {
		final Map<String, String> given = new HashMap<>(Map.of("preset", "quick", "classifiers", classifier, "arms",
				arms, "multiples", "1", "steps", steps, "capacity", "0.06"));
		for (int i = 0; i < more.length; i += 2) given.put(more[i], more[i + 1]);
		return EvaluateConfig.of(given);
	}

	private Predictions run(final EvaluateConfig config, final double difference, final String name) {
		return new Experiment(config, new Seeds(3), new FakeStudy(24, 3, 2, 48, difference), folder.resolve(name))
				.run(RunContext.quiet());
	}

	private static ArmResult only(final Predictions predictions, final Classifier classifier) {
		return EvaluationResults.of(predictions).arms().stream().filter(a -> a.classifier() == classifier).findFirst()
				.orElseThrow();
	}

	@ParameterizedTest
	@ValueSource(strings = { "small", "resnet50", "xception" })
	void networksAndTheYardstickLearnWhatCanBeLearnt(final String key) {
		final Predictions predictions = run(config(key, "none", "100"), 3, "a");
		for (final Classifier classifier : List.of(Classifier.of(key), Classifier.YARDSTICK)) {
			final ArmResult none = only(predictions, classifier);
			assertTrue(none.value(Metric.AUC) > 0.9, classifier + " AUC " + none.value(Metric.AUC));
			assertTrue(none.value(Metric.BALANCED_ACCURACY) > 0.8,
					classifier + " balanced accuracy " + none.value(Metric.BALANCED_ACCURACY));
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "small", "resnet50", "xception" })
	void shuffledLabelsStayAtChance(final String key) {
		final Predictions predictions = run(config(key, "shuffled", "50"), 3, "a");
		for (final Classifier classifier : List.of(Classifier.of(key), Classifier.YARDSTICK)) {
			final ArmResult shuffled = only(predictions, classifier);
			assertTrue(shuffled.chanceP() > 0.01, classifier + " p = " + shuffled.chanceP());
		}
	}

	/**
	 * Classes that do not differ: whatever images are added and however labels are assigned, nothing is better than
	 * chance.
	 */
	@Test
	void nothingIsFoundWhereThereIsNothing() {
		final String arms = "none,classic,egan,simgan,duplicate,noise,shuffled";
		final EvaluationResults results = EvaluationResults.of(run(config("small", arms, "50"), 0, "a"));
		assertEquals(14, results.arms().size());
		int called = 0;
		for (final ArmResult arm : results.arms()) {
			assertTrue(arm.chanceP() > 0.01, arm.classifier() + ", " + arm.arm() + " p = " + arm.chanceP());
			if (arm.chanceP() < 0.05) called++;
		}
		assertTrue(called <= 2, called + " of 14 arms called better than chance");
		for (final Comparison comparison : results.comparisons())
			assertEquals(Comparison.Verdict.NOT_SHOWN, comparison.verdict(), comparison.sentence());
	}

	@Test
	void theSameRunGivesTheSameBytes() throws IOException {
		for (final String name : new String[] { "a", "b" })
			run(config("small,resnet50", "classic,egan", "6", "weight_average", "0.5", "filter", "yardstick"), 1, name);
		assertArrayEquals(Files.readAllBytes(folder.resolve("a/predictions.csv")),
				Files.readAllBytes(folder.resolve("b/predictions.csv")));
	}

	@Test
	void theBestNetworkOnHeldOutSubjectsCanBeTested() {
		final Predictions predictions = run(config("small", "none", "40", "select", "best"), 3, "a");
		for (final CellResult result : predictions.results())
			assertEquals(result.cell().classifier().isNetwork(), !Double.isNaN(result.validation()));
	}

	@Test
	void weightsThatAreAveragedLearnToo() {
		final ArmResult none = only(run(config("small", "none", "100", "weight_average", "0.25"), 3, "a"),
				Classifier.SMALL);
		assertTrue(none.value(Metric.AUC) > 0.9, "AUC " + none.value(Metric.AUC));
	}

	@Test
	void everyTrainingLeavesItsCurve() throws IOException {
		final Predictions predictions = run(config("small", "none", "100"), 3, "a");
		final List<Path> curves;
		try (Stream<Path> files = Files.list(folder.resolve("a/curves"))) {
			curves = files.sorted().collect(Collectors.toList());
		}
		assertEquals(2, curves.size(), "the yardstick has none");
		for (final Path curve : curves) {
			assertTrue(Files.exists(folder.resolve("a/cells").resolve(curve.getFileName())), curve.toString());
			final List<String> lines = Files.readAllLines(curve);
			assertEquals("step,loss,accuracy,rate", lines.get(0));
			assertEquals(11, lines.size());
			final double first = Double.parseDouble(lines.get(1).split(",")[1]);
			final double last = Double.parseDouble(lines.get(10).split(",")[1]);
			assertTrue(last < first, last + " after " + first);
		}
		for (final CellResult result : predictions.results()) {
			assertEquals(result.cell().classifier().isNetwork() ? 100 : 0, result.steps());
			assertTrue(result.cell().classifier() == Classifier.YARDSTICK || result.fit() > 0.9, "fit " + result.fit());
		}
		assertEquals(predictions.results().get(0).fit(),
				Predictions.read(folder.resolve("a/predictions.csv")).results().get(0).fit());
	}
}
