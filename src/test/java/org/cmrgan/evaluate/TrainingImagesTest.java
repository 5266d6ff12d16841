/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.commons.math3.random.MersenneTwister;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.PixelScaling;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;

/** The training images of a cell. */
class TrainingImagesTest {
	private static final Set<ClassicAugmentation.Piece> ALL = Set.of(ClassicAugmentation.Piece.values());
	private static final FakeStudy STUDY = new FakeStudy(24, 3, 3, 8, 1);
	private static final EvaluateConfig CONFIG = EvaluateConfig.of(Map.of("preset", "quick", "select", "best"));

	private static CellImages images(final Arm arm, final int multiple, final int repeat) {
		final PatchSet added = arm.isGan() ? STUDY.synthetic(2, 3, RunContext.quiet()).images() : STUDY.real().subset();
		return new CellImages(new Cell(2, arm, multiple, Classifier.RESNET50, repeat), STUDY.real(), "patient", added,
				CONFIG, new Seeds(9));
	}

	@Test
	void testImagesAreRealAndOfTheFold() {
		final PatchSet test = images(Arm.EGAN, 3, 1).test();
		assertEquals(STUDY.real().testOf(2).patches(), test.patches());
		assertEquals(24, test.size());
	}

	@Test
	void theRareClassIsFilledUpInEveryArmThatAdds() {
		final EvaluateConfig config = EvaluateConfig
				.of(Map.of("preset", "quick", "balance", "true", "multiples", "2,4"));
		assertEquals(List.of(1), config.multiples());
		for (final Arm arm : List.of(Arm.EGAN, Arm.DUPLICATE, Arm.NOISE)) {
			final PatchSet added = arm.isGan()
					? STUDY.synthetic(2, config.amount().multiple(1, 36, 12), RunContext.quiet()).images()
					: STUDY.real().subset();
			final CellImages images = new CellImages(new Cell(2, arm, 1, Classifier.RESNET50, 1), STUDY.real(),
					"patient", added, config, new Seeds(9));
			// 12 normal images and 36 of patients.
			assertEquals(24, images.added(0).size(), arm.title());
			assertEquals(0, images.added(1).size(), arm.title());
			assertEquals(images.training(0).size(), images.training(1).size());
		}
	}

	@Test
	void noSubjectTrainsAndValidatesOrIsTested() {
		final CellImages images = images(Arm.NONE, 0, 1);
		final Map<float[], String> subjectOf = new IdentityHashMap<>();
		for (int i = 0; i < STUDY.real().size(); i++)
			subjectOf.put(STUDY.real().pixels(i), STUDY.real().patch(i).subject());
		final Set<String> training = new java.util.TreeSet<>();
		final Set<String> validation = new java.util.TreeSet<>();
		for (int kind = 0; kind < 2; kind++)
			for (final float[] image : images.training(kind)) training.add(subjectOf.get(image));
		for (final float[] image : images.validation()) validation.add(subjectOf.get(image));
		// 16 training subjects, 4 normal and 12 patient: a fifth of each class, at least one.
		assertEquals(13, training.size());
		assertEquals(3, validation.size());
		assertTrue(Collections.disjoint(training, validation));
		assertTrue(Collections.disjoint(training, STUDY.real().testOf(2).subjects()));
		assertTrue(Collections.disjoint(validation, STUDY.real().testOf(2).subjects()));
		assertEquals(2, java.util.Arrays.stream(images.validationClasses()).distinct().count());
	}

	@Test
	void armsOfARepeatShareTheirRealImagesAndRepeatsDoNot() {
		final CellImages none = images(Arm.NONE, 0, 1);
		final CellImages egan = images(Arm.EGAN, 2, 1);
		assertEquals(none.validation(), egan.validation());
		assertEquals(none.realImages(), egan.realImages());
		for (int kind = 0; kind < 2; kind++) {
			final int n = none.training(kind).size();
			assertEquals(none.training(kind), egan.training(kind).subList(0, n));
			assertEquals(3 * n, egan.training(kind).size());
		}
		assertNotEquals(none.validation(), images(Arm.NONE, 0, 2).validation());
	}

	@Test
	void duplicatesAreTheSameImagesAndNoisyCopiesAreClose() {
		final List<float[]> real = images(Arm.NONE, 0, 1).training(1);
		final List<float[]> twice = images(Arm.DUPLICATE, 1, 1).training(1);
		final List<float[]> noisy = images(Arm.NOISE, 1, 1).training(1);
		assertEquals(2 * real.size(), twice.size());
		double squares = 0;
		for (int i = 0; i < real.size(); i++) {
			assertSame(real.get(i), twice.get(real.size() + i));
			for (int j = 0; j < 64; j++) squares += Math.pow(noisy.get(real.size() + i)[j] - real.get(i)[j], 2);
		}
		assertEquals(0.05, Math.sqrt(squares / (64 * real.size())), 0.003);
	}

	@Test
	void shufflingMovesLabelsOfWholeSubjectsAndKeepsTheirNumber() {
		final CellImages plain = images(Arm.NONE, 0, 1);
		final CellImages shuffled = images(Arm.SHUFFLED, 0, 1);
		assertEquals(plain.realImages(), shuffled.realImages());
		final Map<float[], String> subjectOf = new IdentityHashMap<>();
		final Map<String, String> labelOf = new TreeMap<>();
		for (int i = 0; i < STUDY.real().size(); i++) {
			subjectOf.put(STUDY.real().pixels(i), STUDY.real().patch(i).subject());
			labelOf.put(STUDY.real().patch(i).subject(), STUDY.real().patch(i).label());
		}
		final Map<String, Integer> given = new TreeMap<>();
		for (int kind = 0; kind < 2; kind++) {
			for (final float[] image : shuffled.training(kind)) {
				final Integer before = given.put(subjectOf.get(image), kind);
				assertTrue(before == null || before == kind, "a subject has one label");
			}
		}
		assertTrue(given.entrySet().stream()
				.anyMatch(e -> labelOf.get(e.getKey()).equals("patient") != (e.getValue() == 1)));
	}

	@Test
	void withoutAChoiceAllSubjectsTrain() {
		final CellImages images = new CellImages(new Cell(2, Arm.DUPLICATE, 1, Classifier.SMALL, 1), STUDY.real(),
				"patient", STUDY.real().subset(), EvaluateConfig.of(Map.of()), new Seeds(9));
		assertTrue(images.validation().isEmpty());
		assertEquals(STUDY.real().trainingOf(2).size(), images.realImages());
		for (int kind = 0; kind < 2; kind++) {
			assertEquals(images.subjects(kind), images.owners(kind));
			assertEquals(images.real(kind), images.added(kind));
		}
		// The yardstick needs no held-out subjects, whatever is chosen.
		assertTrue(new CellImages(new Cell(2, Arm.NONE, 0, Classifier.YARDSTICK, 1), STUDY.real(), "patient",
				STUDY.real().subset(), CONFIG, new Seeds(9)).validation().isEmpty());
	}

	@Test
	void madeImagesThatDoNotPassAreDroppedAndCopiesStay() {
		final CellImages made = images(Arm.EGAN, 2, 1);
		final List<float[]> before = new ArrayList<>(made.added(1));
		made.keepMade((image, kind) -> kind == 1 && before.indexOf(image) % 2 == 0);
		assertEquals(0, made.added(0).size());
		assertEquals((before.size() + 1) / 2, made.added(1).size());
		assertEquals(made.added(1).size(), made.owners(1).size());
		final CellImages copies = images(Arm.DUPLICATE, 1, 1);
		copies.keepMade((image, kind) -> false);
		assertEquals(copies.real(0).size(), copies.added(0).size());
	}

	@Test
	void addedImagesTakeTheirShareOfABatch() {
		assertEquals(0.75, added("share", "auto", 0), 0.03);
		assertEquals(0.25, added("share", "0.25", 0), 0.03);
		assertEquals(0, added("share", "0", 0));
		assertEquals(1, added("use", "pretrain", 0.49));
		assertEquals(0, added("use", "pretrain", 0.5));
	}

	/** The share of added images in batches of three times as many added images as real ones. */
	private static double added(final String key, final String value, final double done) {
		final EvaluateConfig config = EvaluateConfig.of(Map.of(key, value, "standardise", "none"));
		final CellImages images = images(Arm.EGAN, 3, 1);
		final TrainingDraws draws = new TrainingDraws(images, Standardisation.of("none", images.real(0)), config, false,
				new MersenneTwister(3));
		final Set<Float> real = new java.util.TreeSet<>();
		for (int kind = 0; kind < 2; kind++) for (final float[] image : images.real(kind)) real.add(image[0]);
		int found = 0;
		for (int i = 0; i < 100; i++) {
			try (INDArray x = draws.batch(done, new int[] { 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1 })) {
				for (int k = 0; k < 12; k++) if (!real.contains(x.getFloat(k, 0, 0, 0))) found++;
			}
		}
		return found / 1200.0;
	}

	@Test
	void scalingIsByPatchByFoldOrNot() {
		final float[] a = { 1, 3, 5, 7 };
		final float[] b = { 11, 13, 15, 17 };
		final double deviation = Math.sqrt(5);
		final float[] scaled = { (float) (-3 / deviation), (float) (-1 / deviation), (float) (1 / deviation),
				(float) (3 / deviation) };
		final PixelScaling patch = Standardisation.of("patch", List.of(a));
		assertArrayEquals(scaled, patch.of(a), 1e-6f);
		assertArrayEquals(scaled, patch.of(b), 1e-6f);
		assertArrayEquals(new float[4], patch.of(new float[] { 2, 2, 2, 2 }));
		// Mean 9 and variance 30 of both.
		final PixelScaling fold = Standardisation.of("fold", List.of(a, b));
		assertEquals(-8 / Math.sqrt(30), fold.of(a)[0], 1e-6);
		assertEquals(8 / Math.sqrt(30), fold.of(b)[3], 1e-6);
		assertSame(a, Standardisation.of("none", List.of(a)).of(a));
	}

	@Test
	void everyPieceOfTheClassicAugmentationCanBeAlone() {
		final float[] image = new float[64];
		for (int i = 0; i < 64; i++) image[i] = i * i % 23;
		for (final ClassicAugmentation.Piece piece : ClassicAugmentation.Piece.values()) {
			final ClassicAugmentation alone = new ClassicAugmentation(8, 8, Set.of(piece), 10);
			final Set<List<Float>> seen = new java.util.HashSet<>();
			for (int i = 0; i < 20; i++) {
				final List<Float> out = new ArrayList<>();
				for (final float v : alone.apply(image, new MersenneTwister(i))) out.add((float) Math.round(v * 1000));
				seen.add(out);
			}
			final boolean flips = piece.name().endsWith("FLIP");
			assertEquals(flips ? 2 : 20, seen.size(), piece.name());
		}
		final ClassicAugmentation nothing = new ClassicAugmentation(8, 8, Set.of(), 10);
		assertArrayEquals(image, nothing.apply(image, new MersenneTwister(1)), 1e-5f);
	}

	@Test
	void learningRatesArePyTorchs() throws IOException {
		try (Reader in = new InputStreamReader(org.cmrgan.nn.Optimiser.class.getResourceAsStream("training.json"),
				StandardCharsets.UTF_8)) {
			final JsonArray rates = JsonParser.parseReader(in).getAsJsonObject().getAsJsonObject("adamw")
					.getAsJsonArray("rates");
			final Recipe recipe = recipe("learning_rate", "0.001");
			for (int step = 0; step < 20; step++)
				assertEquals(rates.get(step).getAsDouble(), recipe.rate(step, 20), 1e-12, "step " + step);
		}
	}

	@Test
	void otherSchedulesRiseAndEnd() {
		final Recipe cosine = recipe("learning_rate", "1", "schedule", "cosine", "warmup", "0.1");
		assertEquals(1 / 11.0, cosine.rate(0, 100), 1e-12);
		assertEquals(1, cosine.rate(10, 100), 1e-12);
		assertEquals(0.5, cosine.rate(55, 100), 1e-12);
		assertTrue(cosine.rate(99, 100) < 1e-3);
		final Recipe constant = recipe("learning_rate", "1", "schedule", "constant", "warmup", "0");
		for (int step = 0; step < 5; step++) assertEquals(1, constant.rate(step, 5));
	}

	@Test
	void epochsTakeThePlaceOfSteps() {
		final Recipe epochs = recipe("epochs", "3", "steps", "500", "batch", "32");
		assertEquals(3 * 8, epochs.steps(225));
		assertEquals(500, recipe("steps", "500").steps(225));
	}

	@Test
	void innerSplitLeavesASingleSubjectOfAClassToTraining() {
		final InnerSplit split = new InnerSplit(Map.of("a", "x", "b", "y", "c", "y"), 0.3, new MersenneTwister(1));
		for (final String subject : List.of("a", "b", "c")) assertFalse(split.isValidation(subject));
	}

	@Test
	void batchesAreHalfOfEachClassAndUseEveryImageBeforeAnyTwice() {
		final List<float[]> few = new ArrayList<>();
		final List<float[]> many = new ArrayList<>();
		for (int i = 0; i < 3; i++) few.add(new float[] { i });
		for (int i = 0; i < 12; i++) many.add(new float[] { i });
		final BalancedSampler sampler = new BalancedSampler(few, many, new MersenneTwister(4));
		final Map<float[], Integer> seen = new IdentityHashMap<>();
		final int[] classes = new int[2];
		for (int i = 0; i < 24; i++) {
			final int kind = sampler.nextClass();
			classes[kind]++;
			seen.merge(sampler.draw(kind), 1, Integer::sum);
		}
		assertArrayEquals(new int[] { 12, 12 }, classes);
		for (final float[] image : few) assertEquals(4, seen.get(image));
		for (final float[] image : many) assertEquals(1, seen.get(image));
	}

	@Test
	void resamplingByNothingIsTheImageAndFlipsAreExact() {
		final float[] image = new float[30];
		for (int i = 0; i < 30; i++) image[i] = i * i % 17;
		final ClassicAugmentation augmentation = new ClassicAugmentation(6, 5, ALL, 10);
		assertArrayEquals(image, augmentation.resample(image, 1, 1, 0, 1, 0, 0), 1e-6f);
		final float[] flipped = augmentation.resample(image, -1, 1, 0, 1, 0, 0);
		for (int y = 0; y < 5; y++)
			for (int x = 0; x < 6; x++) assertEquals(image[y * 6 + 5 - x], flipped[y * 6 + x], 1e-6f);
		final float[] shifted = augmentation.resample(image, 1, 1, 0, 1, 1, 0);
		for (int y = 0; y < 5; y++)
			for (int x = 1; x < 6; x++) assertEquals(image[y * 6 + x - 1], shifted[y * 6 + x], 1e-6f);
	}

	@Test
	void quarterTurnIsExactAndZoomEnlarges() {
		final float[] image = new float[25];
		image[2 * 5 + 4] = 1;
		final ClassicAugmentation augmentation = new ClassicAugmentation(5, 5, ALL, 10);
		final float[] turned = augmentation.resample(image, 1, 1, Math.PI / 2, 1, 0, 0);
		assertEquals(1, turned[2], 1e-6f);
		// A point 1 right of the centre moves to 2 right when sizes double, so lookup runs at half.
		final float[] near = new float[25];
		near[2 * 5 + 3] = 1;
		assertEquals(1, augmentation.resample(near, 1, 1, 0, 0.5, 0, 0)[2 * 5 + 4], 1e-6f);
	}

	@Test
	void augmentationKeepsIntensitiesAndDependsOnTheSeedAlone() {
		final float[] image = STUDY.real().pixels(0);
		final ClassicAugmentation augmentation = new ClassicAugmentation(8, 8, ALL, 10);
		final float[] a = augmentation.apply(image, new MersenneTwister(1));
		assertArrayEquals(a, augmentation.apply(image, new MersenneTwister(1)));
		assertNotEquals(java.util.Arrays.hashCode(a),
				java.util.Arrays.hashCode(augmentation.apply(image, new MersenneTwister(2))));
		float low = 1;
		float high = -1;
		for (final float v : image) {
			low = Math.min(low, v);
			high = Math.max(high, v);
		}
		for (final float v : a) assertTrue(v >= low && v <= high);
	}

	private static Recipe recipe(final String... settings) {
		final Map<String, String> given = new HashMap<>();
		for (int i = 0; i < settings.length; i += 2) given.put(settings[i], settings[i + 1]);
		return new Recipe(EvaluateConfig.of(given), Classifier.SMALL);
	}
}
