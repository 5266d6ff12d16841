/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;

import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.random.MersenneTwister;
import org.apache.commons.math3.random.RandomGenerator;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/**
 * The statistics compared with scikit-learn, SciPy and brute force (statistics_reference.py), closed forms and
 * published values.
 */
class StatisticsTest {
	private static final double EXACT = 1e-10;
	private final JsonObject reference = read();

	@Test
	void metricsEqualScikitLearn() {
		for (final JsonElement element : reference.getAsJsonArray("metrics")) {
			final JsonObject set = element.getAsJsonObject();
			final Cases.Builder builder = Cases.of(12);
			for (final JsonElement e : set.getAsJsonArray("cases")) {
				final JsonObject c = e.getAsJsonObject();
				builder.add(c.get("subject").getAsInt(), c.get("group").getAsString(),
						c.get("positive").getAsInt() == 1, c.get("predicted").getAsInt() == 1,
						c.get("score").getAsDouble());
			}
			final double[] found = builder.build().metrics(doubles(set, "weights"));
			for (final Metric metric : Metric.values()) {
				final double expected = set.getAsJsonObject("expected").get(metric.key()).getAsDouble();
				assertEquals(expected, found[metric.ordinal()], EXACT, metric.key());
			}
		}
	}

	@Test
	void theRocCurveIsThatOfItsSteps() {
		// Scores 0.9 positive, 0.8 negative, 0.7 one of both, 0.2 negative: 1/2 at 0, 1/2 at 1/3, 1 at 2/3.
		final Cases cases = Cases.of(1).add(0, "a", true, true, 0.9).add(0, "a", false, true, 0.8)
				.add(0, "a", true, true, 0.7).add(0, "a", false, true, 0.7).add(0, "a", false, false, 0.2).build();
		assertArrayEquals(new double[] { 0.5, 0.5, 0.5, 0.75, 1, 1, 1 }, cases.roc(7), EXACT);
		// A second network that ranks all right, with as many positives: the mean.
		final Cases both = Cases.of(1).add(0, "a", true, true, 0.9).add(0, "a", false, true, 0.8)
				.add(0, "a", true, true, 0.7).add(0, "a", false, true, 0.7).add(0, "a", false, false, 0.2)
				.add(0, "b", true, true, 0.4).add(0, "b", true, true, 0.3).add(0, "b", false, true, 0.1).build();
		assertArrayEquals(new double[] { 0.75, 0.75, 0.75, 0.875, 1, 1, 1 }, both.roc(7), EXACT);
	}

	@Test
	void theAreaUnderTheCurveIsTheAuc() {
		final RandomGenerator random = new MersenneTwister(4);
		final Cases.Builder builder = Cases.of(1);
		for (int i = 0; i < 200; i++)
			builder.add(0, "a", i % 2 == 0, true,
					Math.round(20 * (random.nextDouble() + (i % 2 == 0 ? 0.3 : 0))) / 26.0);
		final Cases cases = builder.build();
		final double[] curve = cases.roc(10_001);
		double area = 0;
		for (int i = 1; i < curve.length; i++) area += (curve[i - 1] + curve[i]) / 2 / 10_000;
		assertEquals(cases.metric(Metric.AUC), area, 1e-3);
		assertEquals(curve[1000], cases.metric(Metric.SENSITIVITY_AT_90), EXACT);
	}

	@Test
	void binsHoldTheirScores() {
		final Reliability[] bins = Cases.of(1).add(0, "a", true, true, 1).add(0, "a", false, true, 0.92)
				.add(0, "a", false, false, 0.05).build().reliability();
		assertEquals(10, bins.length);
		assertEquals(2, bins[9].images());
		assertEquals(0.96, bins[9].meanScore(), EXACT);
		assertEquals(0.5, bins[9].positiveShare(), EXACT);
		assertEquals(1, bins[0].images());
		assertTrue(Double.isNaN(bins[5].meanScore()));
	}

	@Test
	void wilsonEqualsSciPyAndThePaperSizedExample() {
		for (final JsonElement element : reference.getAsJsonArray("wilson")) {
			final JsonObject w = element.getAsJsonObject();
			final Interval found = Interval.wilson(w.get("successes").getAsDouble(), w.get("trials").getAsDouble());
			assertEquals(w.get("low").getAsDouble(), found.low(), EXACT);
			assertEquals(w.get("high").getAsDouble(), found.high(), EXACT);
		}
		// 86.1 % of 298 images.
		final Interval paper = Interval.wilson(0.861 * 298, 298);
		assertEquals(0.817, paper.low(), 5e-4);
		assertEquals(0.896, paper.high(), 5e-4);
	}

	@Test
	void percentileIntervalEqualsNumPy() {
		final JsonObject p = reference.getAsJsonObject("percentile");
		final Interval found = Interval.percentile(doubles(p, "values"), 1_000_000);
		assertEquals(p.get("low").getAsDouble(), found.low(), 1e-5);
		assertEquals(p.get("high").getAsDouble(), found.high(), 1e-5);
		// With few degrees of freedom the percentiles are those of the normal distribution at t(0.975, 5) = 2.5706: 0.508 %.
		final double[] ramp = java.util.stream.IntStream.rangeClosed(0, 1000).mapToDouble(i -> i).toArray();
		assertEquals(5.08, Interval.percentile(ramp, 5).low(), 0.01);
		assertEquals(994.92, Interval.percentile(ramp, 5).high(), 0.01);
	}

	@Test
	void mcNemarEqualsTheExactBinomialTest() {
		for (final JsonElement element : reference.getAsJsonArray("mcnemar")) {
			final JsonObject m = element.getAsJsonObject();
			assertEquals(m.get("p").getAsDouble(), McNemar.p(m.get("b").getAsInt(), m.get("c").getAsInt()), EXACT);
		}
		assertEquals(0.125, McNemar.p(4, 0), EXACT);
		assertEquals(0.454, McNemar.p(10, 6), 5e-4);
	}

	@Test
	void signFlipEqualsAllSwapsTried() {
		for (final JsonElement element : reference.getAsJsonArray("signFlip")) {
			final JsonObject f = element.getAsJsonObject();
			final int[] kind = ints(f, "kind");
			final Cases a = decisions(kind, ints(f, "images"), ints(f, "correctA"));
			final Cases b = decisions(kind, ints(f, "images"), ints(f, "correctB"));
			assertEquals(f.get("accuracy").getAsDouble(), SubjectSignFlip.accuracy(a, b), EXACT);
			assertEquals(f.get("balanced").getAsDouble(), SubjectSignFlip.balancedAccuracy(a, b), EXACT);
		}
	}

	@Test
	void signFlipIsMcNemarWhenEverySubjectHasOneImage() {
		final int[] kind = new int[40];
		final int[] one = new int[40];
		java.util.Arrays.fill(one, 1);
		final int[] a = new int[40];
		final int[] b = new int[40];
		for (int s = 0; s < 40; s++) {
			a[s] = s < 26 ? 1 : 0;
			b[s] = s < 16 || s >= 34 ? 1 : 0;
		}
		// 10 images only a has right, 6 only b.
		assertEquals(McNemar.p(10, 6), SubjectSignFlip.accuracy(decisions(kind, one, a), decisions(kind, one, b)),
				EXACT);
	}

	@Test
	void nadeauBengioEqualsTheFormula() {
		for (final JsonElement element : reference.getAsJsonArray("nadeauBengio")) {
			final JsonObject n = element.getAsJsonObject();
			final NadeauBengio found = NadeauBengio.test(doubles(n, "differences"), n.get("ratio").getAsDouble());
			assertEquals(n.get("t").getAsDouble(), found.t(), EXACT);
			assertEquals(n.get("p").getAsDouble(), found.p(), EXACT);
		}
		assertEquals(1, NadeauBengio.test(new double[] { 0, 0, 0 }, 0.5).p());
		assertEquals(Double.NaN, NadeauBengio.test(new double[] { 0.1, 0.1 }, 0.5).p(), "two folds alike by chance");
	}

	@Test
	void holmEqualsSecondImplementationAndATextbookExample() {
		final JsonObject h = reference.getAsJsonObject("holm");
		assertArrayEquals(doubles(h, "adjusted"), Holm.adjust(doubles(h, "p")), EXACT);
		assertArrayEquals(new double[] { 0.03, 0.06, 0.06, 0.02 },
				Holm.adjust(new double[] { 0.01, 0.04, 0.03, 0.005 }), EXACT);
		assertEquals(0, Holm.adjust(new double[0]).length);
	}

	@Test
	void sampleSizeIsConnorsFormulaForSingleImages() {
		// 5 % discordant images, difference 1 %: 30 right only in a, 20 only in b, of 1000.
		final int n = 1000;
		final int[] one = new int[n];
		java.util.Arrays.fill(one, 1);
		final int[] a = new int[n];
		final int[] b = new int[n];
		for (int s = 0; s < 50; s++) {
			a[s] = s < 30 ? 1 : 0;
			b[s] = 1 - a[s];
		}
		final double z = 1.959963984540054 * Math.sqrt(0.05) + 0.8416212335729143 * Math.sqrt(0.05 - 0.0001);
		final long expected = (long) Math.ceil(z * z / 0.0001);
		final int[] kind = new int[n];
		assertEquals(expected, SampleSize.accuracy(decisions(kind, one, a), decisions(kind, one, b)).getAsLong());
		assertTrue(SampleSize.accuracy(decisions(kind, one, a), decisions(kind, one, a)).isEmpty());
		// Three copies of every subject's images carry no more information than one.
		final int[] three = new int[n];
		java.util.Arrays.fill(three, 3);
		assertEquals(expected, SampleSize
				.accuracy(decisions(kind, three, times(a, 3)), decisions(kind, three, times(b, 3))).getAsLong());
	}

	@Test
	void bootstrapOfAMeanHasTheBinomialSpread() {
		// 100 subjects, 80 right: resampled accuracies are Binomial(100, 0.8) / 100.
		final int[] kind = new int[100];
		final int[] one = new int[100];
		java.util.Arrays.fill(one, 1);
		final int[] correct = new int[100];
		java.util.Arrays.fill(correct, 0, 80, 1);
		final Cases cases = decisions(kind, one, correct);
		final SubjectBootstrap bootstrap = new SubjectBootstrap(new boolean[100], 20_000, new MersenneTwister(1));
		final Interval found = bootstrap.resample(cases).interval(Metric.ACCURACY);
		final BinomialDistribution exact = new BinomialDistribution(100, 0.8);
		assertEquals(exact.inverseCumulativeProbability(0.025) / 100.0, found.low(), 0.015);
		assertEquals(exact.inverseCumulativeProbability(0.975) / 100.0, found.high(), 0.015);
		// Ten identical images per subject change nothing, because a subject is drawn as a whole.
		final int[] ten = new int[100];
		java.util.Arrays.fill(ten, 10);
		final Interval clustered = bootstrap.resample(decisions(kind, ten, times(correct, 10)))
				.interval(Metric.ACCURACY);
		assertEquals(found.low(), clustered.low(), EXACT);
		assertEquals(found.high(), clustered.high(), EXACT);
	}

	@Test
	void whereEverySubjectIsRightTheIntervalIsWilsonsOverSubjects() {
		// 20 positive subjects of 3 images, all right; 10 negative ones, all right: resampling varies nothing.
		final int[] kind = new int[30];
		java.util.Arrays.fill(kind, 0, 20, 1);
		final boolean[] positive = new boolean[30];
		java.util.Arrays.fill(positive, 0, 20, true);
		final int[] three = new int[30];
		java.util.Arrays.fill(three, 3);
		final SubjectBootstrap.Resampled all = new SubjectBootstrap(positive, 200, new MersenneTwister(4))
				.resample(decisions(kind, three, three));
		assertEquals(Interval.wilson(20, 20).low(), all.interval(Metric.SENSITIVITY).low(), EXACT);
		assertEquals(Interval.wilson(10, 10).low(), all.interval(Metric.SPECIFICITY).low(), EXACT);
		assertEquals(Interval.wilson(10, 10).low(), all.interval(Metric.BALANCED_ACCURACY).low(), EXACT);
		assertEquals(Interval.wilson(30, 30).low(), all.interval(Metric.ACCURACY).low(), EXACT);
		for (final Metric m : new Metric[] { Metric.SENSITIVITY, Metric.ACCURACY, Metric.AUC })
			assertEquals(1, all.interval(m).high(), EXACT);
	}

	@Test
	void whatIsTheSameInEveryResampleIsNotKnownExactly() {
		// Seven subjects: weights of 7/6, whose sums are not exact.
		final int[] kind = { 1, 1, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0, 0, 0 };
		final boolean[] positive = new boolean[14];
		java.util.Arrays.fill(positive, 0, 7, true);
		final int[] three = new int[14];
		java.util.Arrays.fill(three, 3);
		final SubjectBootstrap bootstrap = new SubjectBootstrap(positive, 200, new MersenneTwister(4));
		final int[] rightIfPositive = new int[14];
		java.util.Arrays.fill(rightIfPositive, 0, 7, 3);
		final SubjectBootstrap.Resampled always = bootstrap.resample(decisions(kind, three, rightIfPositive));
		assertEquals(Interval.wilson(0, 7).high(), always.interval(Metric.SPECIFICITY).high(), EXACT);
		assertEquals(Interval.wilson(7, 14).low(), always.interval(Metric.ACCURACY).low(), EXACT);
		assertEquals(Double.NaN, always.interval(Metric.MCC).low());
		final int[] one = new int[14];
		java.util.Arrays.fill(one, 1);
		final int[] two = new int[14];
		java.util.Arrays.fill(two, 2);
		final Interval third = bootstrap.resample(decisions(kind, three, two))
				.differenceTo(bootstrap.resample(decisions(kind, three, one)), Metric.ACCURACY);
		assertEquals(1 / 3.0 - 2 * Interval.wilson(0, 14).high(), third.low(), EXACT);
	}

	@Test
	void signFlipOfManyImagesIsQuickAndSymmetric() {
		// 20 000 images: the sums reach far, and both directions give the same p.
		final int n = 2000;
		final RandomGenerator random = new MersenneTwister(8);
		final int[] kind = new int[n];
		final int[] ten = new int[n];
		final int[] a = new int[n];
		final int[] b = new int[n];
		for (int s = 0; s < n; s++) {
			kind[s] = s % 3 == 0 ? 0 : 1;
			ten[s] = 10;
			a[s] = random.nextInt(11);
			b[s] = random.nextInt(11);
		}
		final Cases left = decisions(kind, ten, a);
		final Cases right = decisions(kind, ten, b);
		final double p = SubjectSignFlip.balancedAccuracy(left, right);
		assertEquals(p, SubjectSignFlip.balancedAccuracy(right, left), EXACT);
		// The normal approximation, good with this many subjects.
		double sum = 0;
		double squares = 0;
		final long[] total = { 10L * (n + 2) / 3, 10L * (n - (n + 2) / 3) };
		for (int s = 0; s < n; s++) {
			final double d = (a[s] - b[s]) / (2.0 * total[kind[s]]);
			sum += d;
			squares += d * d;
		}
		final double z = Math.abs(sum) / Math.sqrt(squares);
		assertEquals(2 * new org.apache.commons.math3.distribution.NormalDistribution().cumulativeProbability(-z), p,
				0.01);
	}

	@Test
	void bootstrapDifferencesArePairedAndStrataKeepTheirSize() {
		final int[] kind = new int[30];
		java.util.Arrays.fill(kind, 0, 10, 1);
		final boolean[] positive = new boolean[30];
		java.util.Arrays.fill(positive, 0, 10, true);
		final SubjectBootstrap bootstrap = new SubjectBootstrap(positive, 200, new MersenneTwister(2));
		final int[] one = new int[30];
		java.util.Arrays.fill(one, 1);
		final int[] a = new int[30];
		java.util.Arrays.fill(a, 5, 25, 1);
		final Interval same = bootstrap.resample(decisions(kind, one, a))
				.differenceTo(bootstrap.resample(decisions(kind, one, a)), Metric.ACCURACY);
		// No subject of 30 is decided differently, which does not prove that none would be.
		assertEquals(-Interval.wilson(0, 30).high(), same.low(), EXACT);
		assertEquals(Interval.wilson(0, 30).high(), same.high(), EXACT);
		final int[] none = new int[30];
		final Interval allAgainstNone = bootstrap.resample(decisions(kind, one, one))
				.differenceTo(bootstrap.resample(decisions(kind, one, none)), Metric.SENSITIVITY);
		assertEquals(1 - 2 * Interval.wilson(0, 10).high(), allAgainstNone.low(), EXACT);
		assertEquals(1, allAgainstNone.high(), EXACT);
		for (int i = 0; i < 200; i++) {
			final double[] drawn = bootstrap.weights(i);
			assertEquals(10, java.util.Arrays.stream(drawn, 0, 10).sum(), EXACT);
			assertEquals(20, java.util.Arrays.stream(drawn, 10, 30).sum(), EXACT);
		}
	}

	@Test
	void chanceTestIsExactOnASmallStudy() {
		// One fold, 3 positive of 6 subjects, all decided correctly: 1 of the 20 labellings is as good.
		final int[] kind = { 1, 1, 1, 0, 0, 0 };
		final int[] one = { 1, 1, 1, 1, 1, 1 };
		final boolean[] positive = { true, true, true, false, false, false };
		final Cases right = decisions(kind, one, one);
		assertEquals(0.05, ChanceTest.p(right, positive, new int[6], 20_000, new MersenneTwister(3)), 0.005);
		final Cases wrong = decisions(kind, one, new int[6]);
		assertEquals(1, ChanceTest.p(wrong, positive, new int[6], 1000, new MersenneTwister(3)));
		// Labels of a fold with a single class cannot change places.
		assertEquals(1, ChanceTest.p(right, positive, new int[] { 1, 1, 1, 2, 2, 2 }, 1000, new MersenneTwister(3)));
	}

	@Test
	void chanceTestKeepsItsLevelWithUnequalSubjects() {
		final RandomGenerator random = new MersenneTwister(11);
		int rejected = 0;
		final int studies = 400;
		for (int study = 0; study < studies; study++) {
			final int n = 24;
			final int[] kind = new int[n];
			final boolean[] positive = new boolean[n];
			final int[] fold = new int[n];
			final int[] images = new int[n];
			final int[] correct = new int[n];
			for (int s = 0; s < n; s++) {
				positive[s] = s % 4 != 0;
				kind[s] = positive[s] ? 1 : 0;
				fold[s] = s / 6;
				images[s] = 1 + random.nextInt(8);
				// A network that decides a whole subject at random, as it does with correlated slices.
				correct[s] = random.nextBoolean() ? images[s] : 0;
			}
			if (ChanceTest.p(decisions(kind, images, correct), positive, fold, 199, random) <= 0.05) rejected++;
		}
		// 5 % of 400 is 20, with a standard deviation of 4.4.
		assertTrue(rejected <= 34,
				rejected + " of " + studies + " studies of pure chance were called better than chance");
	}

	/** One group; each subject has some images of its class, the first of which are classified correctly. */
	private static Cases decisions(final int[] kind, final int[] images, final int[] correct) {
		final Cases.Builder builder = Cases.of(kind.length);
		for (int s = 0; s < kind.length; s++) {
			for (int i = 0; i < images[s]; i++) {
				final boolean positive = kind[s] == 1;
				final boolean predicted = i < correct[s] == positive;
				builder.add(s, "1", positive, predicted, predicted ? 1 : 0);
			}
		}
		return builder.build();
	}

	private static int[] times(final int[] values, final int factor) {
		return java.util.Arrays.stream(values).map(v -> v * factor).toArray();
	}

	private static int[] ints(final JsonObject object, final String name) {
		final JsonArray array = object.getAsJsonArray(name);
		final int[] out = new int[array.size()];
		for (int i = 0; i < out.length; i++) out[i] = array.get(i).getAsInt();
		return out;
	}

	private static double[] doubles(final JsonObject object, final String name) {
		final JsonArray array = object.getAsJsonArray(name);
		final double[] out = new double[array.size()];
		for (int i = 0; i < out.length; i++) out[i] = array.get(i).getAsDouble();
		return out;
	}

	private static JsonObject read() {
		try (Reader in = new InputStreamReader(
				StatisticsTest.class.getResourceAsStream("/org/cmrgan/evaluate/statistics.json"),
				StandardCharsets.UTF_8)) {
			return JsonParser.parseReader(in).getAsJsonObject();
		} catch (final IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}
}
