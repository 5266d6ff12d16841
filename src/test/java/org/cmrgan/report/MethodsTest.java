/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.cmrgan.data.Window;
import org.cmrgan.evaluate.Arm;
import org.cmrgan.evaluate.Classifier;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.FakePredictions;
import org.cmrgan.quality.FakeFindings;
import org.cmrgan.quality.Quality;
import org.cmrgan.quality.QualityMetric;
import org.cmrgan.run.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each sentence describes what was done, and is missing if it was not done. */
class MethodsTest {
	@TempDir
	private Path folder;

	@Test
	void imagesAreNativeT1MapsOfPeopleOrSimulated() {
		assertEquals(
				"Cardiac MR images of 48 subjects were studied: 36 images of class patient <1> and 12 of class non-patient.",
				data(DemoStudy.empty()).images());
		final Window t1 = new Window(0, 2500);
		assertEquals(
				"Native T1 maps of 48 subjects were studied: 36 images of class patient <1> and 12 of class non-patient.",
				data(DemoStudy.empty().milliseconds(t1)).images());
		assertEquals(
				"Simulated native T1 maps (phantoms) of 48 subjects were studied: 36 images of class patient <1> and 12 of class non-patient.",
				data(DemoStudy.empty().milliseconds(t1).simulated()).images());
	}

	@Test
	void patchesAreResampledOrTakenAsTheyWere() {
		assertEquals("They were used without resampling, with 80×80 pixels at 1.2 mm.",
				data(DemoStudy.empty()).patches());
		assertEquals(
				"They were resampled to 1.2 mm by cubic interpolation and cropped to 80×80 pixels around the region of interest.",
				data(DemoStudy.empty().run(
						new StageRun(Stage.PREPROCESS, Map.of("input", "/home/me/scans", "interpolation", "cubic"))))
						.patches());
	}

	@Test
	void theWindowIsSaidWhereItIsKnown() {
		assertEquals("", data(DemoStudy.empty()).intensities());
		assertEquals("Intensities were mapped to [−1, 1] (T1 from 0 to 2500 ms).",
				data(DemoStudy.empty().window("T1 from 0 to 2500 ms")).intensities());
	}

	@Test
	void foldsAreCounted() {
		assertTrue(data(DemoStudy.empty()).folds().startsWith("Subjects were assigned to 4 folds"));
	}

	@Test
	void generatorsBeginAsTheirStartSays() {
		assertTrue(generator("start", "mosaic").start().contains("its images show parts of them"));
		assertTrue(generator("start", "learned", "regression_steps", "700").start()
				.contains("In 700 steps of regression, a parallel network learned the residual of that model"));
		assertEquals("Each generator was initialised at random.", generator("start", "random").start());
	}

	@Test
	void onlyTheMutationsThatWereMadeAreNamed() {
		assertEquals(
				"In each of 60 generations the generator had one child by each of the minimax, heuristic and least squares mutations, and the fittest survived.",
				generator("generations", "60", "survivors", "1").evolution());
		assertEquals("In each of 60 generations the generator had one child by the heuristic mutation.",
				generator("generations", "60", "survivors", "1", "mutations", "heuristic").evolution());
		assertEquals(
				"In each of 60 generations every generator had one child by each of the minimax and heuristic mutations, and the 2 fittest survived.",
				generator("generations", "60", "survivors", "2", "mutations", "minimax,heuristic").evolution());
	}

	@Test
	void fitnessIsThatOfTheSettings() {
		assertTrue(generator("gamma", "0.01").fitness().endsWith(
				"plus 0.01 times the diversity, which was minus the logarithm of the norm of the discriminator's gradient."));
		assertTrue(generator("gamma", "0.5", "fitness", "pairwise").fitness().endsWith(
				"plus 0.5 times the diversity, which was the mean distance between two of the child's images."));
		assertTrue(generator("gamma", "0").fitness().endsWith(" alone."));
	}

	@Test
	void mixupIsSaidWithItsAlphaOrDenied() {
		assertTrue(generator("mixup", "0.4").mixup().contains("mixup (Zhang et al. 2018)"));
		assertTrue(generator("mixup", "0.4").mixup().contains("α = 0.4"));
		assertTrue(generator("mixup", "0").mixup().contains("without mixup"));
	}

	@Test
	void augmentationOfTheDiscriminatorIsNamedPieceByPiece() {
		assertEquals("Real images were flipped left to right and zoomed at random before the discriminator saw them.",
				generator("augment", "hflip,zoom").augmentation());
		assertEquals("", generator("augment", "none").augmentation());
		assertTrue(generator("differentiable", "translation").differentiable().startsWith("Translation was applied"));
		assertEquals("", generator("differentiable", "none").differentiable());
	}

	@Test
	void normalisationAndAverageAreThereWhereTheyWereUsed() {
		assertEquals("The discriminator used spectral normalisation.",
				generator("start", "random", "spectral_norm", "true", "batch_norm", "false").normalisation());
		assertEquals("", generator("start", "random", "spectral_norm", "false", "batch_norm", "false").normalisation());
		assertEquals("", generator("start", "learned", "spectral_norm", "true").normalisation());
		assertTrue(generator("ema", "0.99").average().contains("decay of 0.99"));
		assertEquals("", generator("ema", "0").average());
	}

	@Test
	void refinersAreOneOrOneForEachClass() {
		assertTrue(refiner("per_label", "true", "blocks", "3").refiners()
				.contains("one refiner for each class of 3 residual blocks"));
		assertTrue(refiner("per_label", "false").refiners().contains("one refiner for both classes"));
	}

	@Test
	void theObjectiveHasTheTermsThatCount() {
		assertFalse(refiner("means", "0").objective().contains("local means"));
		assertTrue(refiner("means", "2").objective().contains("2 times the mean change of local means"));
		assertEquals("λ was 0.5.", refiner("lambda", "0.5").lambda());
		assertTrue(refiner("lambda", "auto").lambda().contains("chosen from several values"));
	}

	@Test
	void onlyThePretrainingThatTookPlaceIsSaid() {
		assertEquals("Neither network was pre-trained.",
				refiner("pretrain_refiner", "0", "pretrain_discriminator", "0").pretraining());
		assertEquals(
				"The discriminator was pre-trained for 40 steps against the fixed refiner; the refiner was not pre-trained.",
				refiner("pretrain_refiner", "0", "pretrain_discriminator", "40").pretraining());
		assertEquals(
				"The refiner was pre-trained for 7 steps to reproduce its input; the discriminator was not pre-trained.",
				refiner("pretrain_refiner", "7", "pretrain_discriminator", "0").pretraining());
		assertEquals(
				"The refiner was pre-trained for 7 steps to reproduce its input, and the discriminator was pre-trained for 1 step against the fixed refiner.",
				refiner("pretrain_refiner", "7", "pretrain_discriminator", "1").pretraining());
	}

	@Test
	void pairsCountWhereGeneratorsLearnedFromCodes() {
		final Settings settings = settings(Stage.SIMGAN, "pairs", "2", "pretrain", "pairs", "pretrain_refiner", "7",
				"pretrain_discriminator", "0");
		final RefinerMethods learned = new RefinerMethods(settings, true);
		assertTrue(learned.objective()
				.contains("2 times the distance of refined reconstructions of training images from the originals"));
		assertTrue(learned.pretraining().startsWith(
				"The refiner was pre-trained for 7 steps to restore training images from their reconstructions"));
		final RefinerMethods other = new RefinerMethods(settings, false);
		assertFalse(other.objective().contains("originals"));
		assertTrue(other.pretraining().startsWith("The refiner was pre-trained for 7 steps to reproduce its input"));
		assertFalse(refiner("pairs", "0").objective().contains("originals"));
		final ReportInput.Builder learnedStudy = DemoStudy.empty()
				.run(new StageRun(Stage.EGAN, Map.of("start", "learned")));
		assertFalse(
				MethodsSection.paragraphs(learnedStudy.run(new StageRun(Stage.SIMGAN, Map.of("rounds", "5"))).build())
						.toString().contains("originals"),
				"a record of before there were pairs");
	}

	@Test
	void roundsBufferCropsAndOptimiserAreThoseOfTheSettings() {
		assertEquals("Training took 20 rounds of 2 refiner steps and 1 discriminator step, with batches of 8 images.",
				refiner("rounds", "20", "refiner_steps", "2", "discriminator_steps", "1", "batch", "8").rounds());
		assertTrue(refiner("buffer", "640").buffer().endsWith("a history buffer of up to 640 images."));
		assertEquals("There was no history buffer.", refiner("buffer", "0").buffer());
		assertEquals("Both networks were trained on random crops of 40×40 pixels, flipped at random.",
				refiner("crop", "40", "flips", "true").crops());
		assertEquals("Both networks were trained on whole images.", refiner("crop", "0", "flips", "false").crops());
		assertEquals(
				"The optimiser was SGD, with a learning rate of 0.001 for the refiner and 0.0002 for the discriminator.",
				refiner("optimiser", "sgd", "refiner_learning_rate", "1e-3", "discriminator_learning_rate", "2e-4")
						.optimiser());
		assertTrue(refiner("filters", "texture").texture().contains("second differences"));
		assertEquals("", refiner("filters", "random").texture());
		assertTrue(refiner("ema", "0.999").average().contains("decay of 0.999"));
		assertEquals("", refiner("ema", "0").average());
	}

	@Test
	void theRefinerKeptIsTheBestOrTheLast() {
		assertTrue(refiner("select", "best").choice().startsWith("Of the snapshots"));
		assertEquals("The refiner kept was the last one.", refiner("select", "last").choice());
	}

	@Test
	void onlyClassifiersThatWereTrainedAreNamed() {
		final EvaluationMethods small = evaluation(one(Classifier.SMALL));
		assertEquals("The gain was measured with a small convolutional network without global pooling.",
				small.classifiers());
		assertEquals("", small.yardstick());
		assertEquals("", small.multiples());
		assertEquals("", small.repeats());
		assertEquals("", small.comparisons());
		assertEquals("They were trained on the real images alone.", small.arms());
		final EvaluationMethods yardstick = evaluation(one(Classifier.YARDSTICK));
		assertEquals("", yardstick.classifiers());
		assertTrue(yardstick.yardstick().startsWith("A support vector machine"));
		assertEquals("The gain was measured with ResNet-50 (He et al. 2016), with 12.5 % of the published channels.",
				evaluation(one(Classifier.RESNET50), "capacity", "0.125").classifiers());
	}

	@Test
	void armsMultiplesAndRepeatsAreThoseOfTheResults() {
		final EvaluationMethods two = evaluation(
				new FakePredictions(16, 1).arm(Arm.NONE, 0, Classifier.SMALL, 2, 1, c -> 0.6, 1)
						.arm(Arm.EGAN, 2, Classifier.SMALL, 2, 1, c -> 0.6, 2)
						.arm(Arm.EGAN, 3, Classifier.SMALL, 2, 1, c -> 0.7, 3)
						.arm(Arm.SHUFFLED, 0, Classifier.SMALL, 2, 0, c -> 0.5, 4));
		assertEquals(
				"They were trained on the real images alone, real and E-GAN images and real images with shuffled labels (a control).",
				two.arms());
		assertEquals(
				"Added images were 2 and 3 times as many as the real ones; each fold's multiple was chosen on inner validation subjects.",
				two.multiples());
		assertEquals("Every network was trained twice, each time with a different seed.", two.repeats());
		assertTrue(
				two.comparisons().startsWith("Arms were compared in balanced accuracy by an exact permutation test"));
		assertFalse(two.comparisons().contains("Holm"), "one comparison needs no adjustment");
		final EvaluationMethods one = evaluation(
				new FakePredictions(16, 1).arm(Arm.EGAN, 3, Classifier.SMALL, 1, 1, c -> Double.NaN, 3));
		assertEquals("Added images were 3 times as many as the real ones.", one.multiples());
	}

	@Test
	void howClassifiersWereTrainedFollowsFromTheSettings() {
		final FakePredictions made = one(Classifier.SMALL);
		assertEquals("", evaluation(made).weights());
		final String weights = evaluation(made, "weights", "/home/me/secret/resnet50.safetensors").weights();
		assertTrue(weights.startsWith("Classifiers were initialised with pre-trained weights"));
		assertFalse(weights.contains("secret"), weights);
		assertEquals("", evaluation(made).use());
		assertTrue(evaluation(made, "use", "pretrain").use().contains("first half"));
		assertEquals("", evaluation(made).filter());
		assertTrue(evaluation(made, "filter", "yardstick").filter().contains("dropped"));
		assertTrue(evaluation(made, "select", "last").selection().contains("the last one"));
		assertTrue(evaluation(made, "select", "best", "holdout", "0.25").selection().contains("best on 25 %"));
		assertEquals("", new EvaluationMethods(EvaluationResults.of(made.predictions()), Optional.empty()).selection());
	}

	@Test
	void onlyFiguresThatWereMeasuredAreCited() {
		final QualityMethods none = new QualityMethods(List.of());
		assertEquals(List.of("", "", ""), none.sentences());
		final QualityMethods some = new QualityMethods(
				List.of(new FakeFindings().feature(Quality.SYNTHETIC, QualityMetric.KID, 0.2, 9)
						.feature(Quality.SYNTHETIC, QualityMetric.FID, Double.NaN, 9)
						.feature(Quality.SYNTHETIC, QualityMetric.AUTHENTICITY, 0.5, 9).through(folder)));
		assertEquals("Image quality was measured by the unbiased kernel inception distance (Bińkowski et al. 2018).",
				some.realism());
		assertEquals("Features were hand-made features.", some.features());
		assertEquals("Copies of training images were searched for by authenticity (Alaa et al. 2022).", some.copies());
	}

	@Test
	void softwareIsNamedWithItsVersions() {
		assertEquals("All computations were done with CMR GAN, a plugin suite for Fiji (Schindelin et al. 2012).",
				MethodsSection.software(Map.of()));
		assertTrue(MethodsSection.software(Map.of("suite", "0.1.0", "ImageJ", "1.54p", "Deeplearning4j", "1.0"))
				.endsWith("on ImageJ 1.54p (Schneider et al. 2012) and Deeplearning4j 1.0."));
	}

	@Test
	void stagesThatWereNotRunHaveNoParagraphAndNoPathGetsIn() {
		final ReportInput bare = DemoStudy.empty()
				.run(new StageRun(Stage.PREPROCESS, Map.of("input", "/home/me/scans"))).build();
		assertEquals(2, MethodsSection.paragraphs(bare).size(), "data and software");
		final ReportInput twice = DemoStudy.empty().run(egan("random", 1, "fold 1")).run(egan("mosaic", 2, "fold 2"))
				.build();
		final List<String> paragraphs = MethodsSection.paragraphs(twice);
		assertEquals(4, paragraphs.size());
		assertTrue(paragraphs.get(1).startsWith("Fold 1: ") && paragraphs.get(1).contains("initialised at random"));
		assertTrue(paragraphs.get(2).startsWith("Fold 2: ") && paragraphs.get(2).contains("mosaic"));
		assertFalse(String.join(" ", MethodsSection.paragraphs(bare)).contains("/home"));
	}

	private static StageRun egan(final String start, final int fold, final String where) {
		return new StageRun(Stage.EGAN, Map.of("start", start), Set.of(fold), where);
	}

	private static DataMethods data(final ReportInput.Builder input) {
		return new DataMethods(input.build());
	}

	private static GeneratorMethods generator(final String... keysAndValues) {
		return new GeneratorMethods(settings(Stage.EGAN, keysAndValues));
	}

	private static RefinerMethods refiner(final String... keysAndValues) {
		return new RefinerMethods(settings(Stage.SIMGAN, keysAndValues), false);
	}

	private static FakePredictions one(final Classifier classifier) {
		return new FakePredictions(16, 1).arm(Arm.NONE, 0, classifier, 1, 1, c -> 0.6, 1);
	}

	private static EvaluationMethods evaluation(final FakePredictions made, final String... keysAndValues) {
		return new EvaluationMethods(EvaluationResults.of(made.predictions()),
				Optional.of(settings(Stage.EVALUATE, keysAndValues)));
	}

	private static Settings settings(final Stage stage, final String... keysAndValues) {
		final Map<String, String> given = new HashMap<>();
		for (int i = 0; i < keysAndValues.length; i += 2) given.put(keysAndValues[i], keysAndValues[i + 1]);
		return stage.settings(given);
	}
}
