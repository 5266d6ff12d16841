/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.yardstick;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.apache.commons.math3.random.Well19937c;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.Progress;
import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Test;

import com.google.gson.Gson;

class YardstickTest {
	/** What reference.py wrote. */
	private static final class Reference {
		double[][] features;
		int[] folds;
		Map<String, Arm> arms;

		static final class Arm {
			double auc;
			double c;
			double gamma;
			double threshold;
			double[] decisions;
		}

		static Reference read() throws IOException {
			try (Reader in = new InputStreamReader(
					YardstickTest.class.getResourceAsStream("/org/cmrgan/evaluate/yardstick/reference.json"),
					StandardCharsets.UTF_8)) {
				return new Gson().fromJson(in, Reference.class);
			}
		}
	}

	/** The images of reference.py, from the same random numbers. */
	private static final class Images {
		private static final int SIZE = 24;
		private long state = 1;
		final List<float[]> real = new ArrayList<>();
		final List<Integer> classes = new ArrayList<>();
		final List<String> subjects = new ArrayList<>();
		final List<float[]> made = new ArrayList<>();
		final List<float[]> tested = new ArrayList<>();

		Images() {
			for (int subject = 0; subject < 30; subject++) for (int i = 0; i < 1 + subject * 7 % 3; i++) {
				final int kind = subject % 3 == 0 ? 1 : 0;
				real.add(image(kind));
				classes.add(kind);
				subjects.add((subject < 10 ? "s0" : "s") + subject);
			}
			for (int i = 0; i < 8; i++) made.add(image(i % 2));
			for (int i = 0; i < 12; i++) tested.add(image(i % 2));
		}

		private float[] image(final int kind) {
			final float[] out = new float[SIZE * SIZE];
			for (int i = 0; i < out.length; i++) {
				state = (state * 1103515245L + 12345) % (1L << 31);
				out[i] = (float) (state / (double) (1L << 31)
						+ ((kind == 1 ? i % SIZE : i / SIZE) % 8 < 4 ? 0.09 : 0.0));
			}
			return out;
		}

		YardstickImages arm(final String name) {
			final YardstickImages out = new YardstickImages(SIZE, SIZE);
			for (int i = 0; i < real.size(); i++) out.real(real.get(i), classes.get(i), subjects.get(i));
			if (name.equals("copies"))
				for (int i = 0; i < real.size(); i++) out.copy(mirrored(real.get(i)), classes.get(i), subjects.get(i));
			if (name.equals("made")) for (int i = 0; i < made.size(); i++) out.made(made.get(i), i % 2);
			return out;
		}

		List<String> order() {
			return subjects.stream().distinct().sorted().collect(Collectors.toList());
		}

		private static float[] mirrored(final float[] image) {
			final float[] out = new float[image.length];
			for (int i = 0; i < out.length; i++) out[i] = image[i / SIZE * SIZE + SIZE - 1 - i % SIZE];
			return out;
		}
	}

	private static final RunContext QUIET = RunContext.quiet();
	private final Images images = new Images();

	@Test
	void isScikitLearnsMachineWithTheSameSettings() throws IOException {
		final Reference reference = Reference.read();
		for (int i = 0; i < 2; i++)
			assertArrayEquals(reference.features[i], new Hog(24, 24).of(images.real.get(i)), 1e-12);
		for (final Map.Entry<String, Reference.Arm> arm : reference.arms.entrySet()) {
			final Yardstick yardstick = Yardstick.train(images.arm(arm.getKey()), images.order(), QUIET);
			final Reference.Arm expected = arm.getValue();
			assertEquals(expected.c, yardstick.c(), arm.getKey());
			assertEquals(expected.gamma, yardstick.gamma(), 1e-12, arm.getKey());
			assertEquals(expected.auc, yardstick.innerAuc(), 1e-12, arm.getKey());
			assertEquals(expected.threshold, yardstick.threshold(), 1e-6, arm.getKey());
			for (int i = 0; i < expected.decisions.length; i++)
				assertEquals(expected.decisions[i], yardstick.decision(images.tested.get(i)), 1e-6, arm.getKey());
		}
	}

	@Test
	void innerFoldsAreScikitLearnsAndSplitNoSubject() throws IOException {
		final int[] classes = images.classes.stream().mapToInt(Integer::intValue).toArray();
		assertArrayEquals(Reference.read().folds, InnerFolds.of(images.subjects, classes, 4, images.order()));
		final List<String> other = new ArrayList<>(images.order());
		Collections.reverse(other);
		final int[] folds = InnerFolds.of(images.subjects, classes, 4, other);
		assertFalse(Arrays.equals(Reference.read().folds, folds));
		for (int i = 0; i < folds.length; i++)
			for (int j = 0; j < i; j++)
				if (images.subjects.get(i).equals(images.subjects.get(j))) assertEquals(folds[i], folds[j]);
	}

	@Test
	void scoresFollowTheDecisionsAndMeetOneHalfAtTheThreshold() {
		final Yardstick yardstick = Yardstick.train(images.arm("none"), new Well19937c(3), QUIET);
		for (final float[] image : images.tested) {
			final double beyond = yardstick.decision(image) - yardstick.threshold();
			assertEquals(1 / (1 + Math.exp(-beyond)), yardstick.score(image), 1e-15);
			assertEquals(beyond > 0, yardstick.score(image) > 0.5);
		}
	}

	@Test
	void theSameRandomNumbersGiveTheSameMachineAndOthersOtherFolds() {
		final double[] first = decisions(1);
		assertArrayEquals(first, decisions(1));
		assertTrue(IntStream.range(2, 8).anyMatch(seed -> !Arrays.equals(first, decisions(seed))));
	}

	private double[] decisions(final int seed) {
		final Yardstick yardstick = Yardstick.train(images.arm("copies"), new Well19937c(seed), QUIET);
		return images.tested.stream().mapToDouble(image -> yardstick.decision(image) - yardstick.threshold()).toArray();
	}

	@Test
	void manyAtOnceFindWhatOneAloneFinds() {
		final double[] alone = decisions(1);
		IntStream.range(0, 6).parallel().forEach(i -> assertArrayEquals(alone, decisions(1)));
	}

	@Test
	void shuffledLabelsGiveNothing() {
		final Random random = new Random(5);
		final YardstickImages shuffled = new YardstickImages(24, 24);
		final Images more = new Images();
		for (int i = 0; i < 60; i++) {
			// Stripes of either direction, labels by lot.
			final float[] image = more.image(i % 2);
			shuffled.real(image, random.nextInt(2), "s" + i);
		}
		final double auc = Yardstick.train(shuffled, new Well19937c(1), QUIET).innerAuc();
		assertEquals(0.5, auc, 0.2);
	}

	@Test
	void withOneSubjectOfAClassSettingsAreFixed() {
		final YardstickImages few = new YardstickImages(24, 24).real(images.real.get(0), 1, "a")
				.real(images.real.get(1), 0, "b").real(images.real.get(2), 0, "c");
		final Yardstick yardstick = Yardstick.train(few, new Well19937c(1), QUIET);
		assertEquals(1, yardstick.c());
		assertEquals(1.0 / 72, yardstick.gamma());
		assertEquals(0, yardstick.threshold());
		assertTrue(Double.isNaN(yardstick.innerAuc()));
		assertTrue(yardstick.score(images.real.get(0)) > 0.5);
		assertTrue(yardstick.score(images.real.get(1)) < 0.5);
	}

	@Test
	void theThresholdIsTheMiddleOfTheGoodOnes() {
		// Best between 2 and 3 and nowhere else; then two equally good places around a tie of errors.
		assertEquals(2.5, Yardstick.threshold(new double[] { 1, 2, 3, 4 }, new int[] { 0, 0, 1, 1 }));
		assertEquals(2.5, Yardstick.threshold(new double[] { 1, 2, 3, 4 }, new int[] { 0, 1, 0, 1 }));
		// All alike: only the threshold below all, and everything is positive.
		assertEquals(6, Yardstick.threshold(new double[] { 7, 7 }, new int[] { 0, 1 }));
	}

	@Test
	void oneClassIsRefusedAndACancelIsHeard() {
		final YardstickImages one = new YardstickImages(24, 24).real(images.real.get(0), 1, "a");
		assertThrows(IllegalArgumentException.class, () -> Yardstick.train(one, new Well19937c(1), QUIET));
		final RunContext cancelled = new Cancelled();
		assertThrows(CancelledException.class, () -> Yardstick.train(images.arm("none"), new Well19937c(1), cancelled));
	}

	/** A context that was cancelled. */
	private static final class Cancelled implements RunContext {
		@Override
		public Progress start(final String label, final String unit, final long steps) {
			return QUIET.start(label, unit, steps);
		}

		@Override
		public boolean isCancelled() {
			return true;
		}

		@Override
		public void info(final String message) { /* nobody listens */ }

		@Override
		public void warn(final String message) { /* nobody listens */ }

		@Override
		public void record(final String name, final Object value) { /* nobody reads */ }
	}
}
