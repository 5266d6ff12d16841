package org.cmrgan.evaluate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import org.apache.commons.math3.random.MersenneTwister;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.junit.jupiter.api.Test;

/** What a cell trains on. */
class TrainingImagesTest {
	private static final FakeStudy STUDY = new FakeStudy(24, 3, 3, 8, 1);
	private static final EvaluateConfig CONFIG = EvaluateConfig.of(Map.of("preset", "quick"));

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
		final ClassicAugmentation augmentation = new ClassicAugmentation(6, 5);
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
		final ClassicAugmentation augmentation = new ClassicAugmentation(5, 5);
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
		final ClassicAugmentation augmentation = new ClassicAugmentation(8, 8);
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
}
