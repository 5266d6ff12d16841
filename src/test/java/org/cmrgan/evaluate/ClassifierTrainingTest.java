package org.cmrgan.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The experiment with real networks on easy images. */
@Tag("slow")
class ClassifierTrainingTest {
	@TempDir
	Path folder;

	private static EvaluateConfig config(final String classifier, final String arms, final String epochs) {
		return EvaluateConfig.of(Map.of("preset", "quick", "classifiers", classifier, "arms", arms, "multiples", "1",
				"epochs", epochs, "patience", epochs, "capacity", "0.06"));
	}

	private Predictions run(final EvaluateConfig config, final double difference, final String name) {
		return new Experiment(config, new Seeds(3), new FakeStudy(24, 3, 2, 48, difference), folder.resolve(name))
				.run(RunContext.quiet());
	}

	@Test
	void resNetLearnsWhatCanBeLearnt() {
		final ArmResult none = EvaluationResults.of(run(config("resnet50", "none", "30"), 3, "a")).arms().get(0);
		assertTrue(none.value(Metric.AUC) > 0.9, "AUC " + none.value(Metric.AUC));
		assertTrue(none.value(Metric.BALANCED_ACCURACY) > 0.8,
				"balanced accuracy " + none.value(Metric.BALANCED_ACCURACY));
	}

	@Test
	void xceptionLearnsWhatCanBeLearnt() {
		final ArmResult none = EvaluationResults.of(run(config("xception", "none", "30"), 3, "a")).arms().get(0);
		assertTrue(none.value(Metric.AUC) > 0.9, "AUC " + none.value(Metric.AUC));
	}

	@Test
	void shuffledLabelsStayAtChance() {
		final ArmResult shuffled = EvaluationResults.of(run(config("resnet50", "shuffled", "8"), 3, "a")).arms().get(0);
		assertTrue(shuffled.chanceP() > 0.01, "p = " + shuffled.chanceP());
	}

	/** Classes that do not differ: whatever is added, and however labels are dealt, nothing is better than chance. */
	@Test
	void nothingIsFoundWhereThereIsNothing() {
		final String arms = "none,classic,egan,simgan,duplicate,noise,shuffled";
		final EvaluationResults results = EvaluationResults.of(run(config("resnet50", arms, "6"), 0, "a"));
		assertEquals(7, results.arms().size());
		int called = 0;
		for (final ArmResult arm : results.arms()) {
			assertTrue(arm.chanceP() > 0.01, arm.arm() + " p = " + arm.chanceP());
			if (arm.chanceP() < 0.05) called++;
		}
		assertTrue(called <= 1, called + " of 7 arms called better than chance");
		for (final Comparison comparison : results.comparisons())
			assertEquals(Comparison.Verdict.NOT_SHOWN, comparison.verdict(), comparison.sentence());
	}

	@Test
	void theSameRunGivesTheSameBytes() throws IOException {
		for (final String name : new String[] { "a", "b" }) run(config("resnet50", "classic,egan", "1"), 1, name);
		assertArrayEquals(Files.readAllBytes(folder.resolve("a/predictions.csv")),
				Files.readAllBytes(folder.resolve("b/predictions.csv")));
	}
}
