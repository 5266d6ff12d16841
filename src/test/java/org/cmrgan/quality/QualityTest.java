/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import javax.imageio.ImageIO;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.data.Window;
import org.cmrgan.metrics.Hearts;
import org.cmrgan.metrics.Symmetry;
import org.cmrgan.run.CancelledException;
import org.cmrgan.run.ListeningContext;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Seeds;
import org.cmrgan.run.UserError;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("long")
class QualityTest {
	private static final Window T1 = new Window(0, 2500);
	private final QualityConfig config = QualityConfig
			.of(Map.of("preset", "quick", "extractor_steps", "0", "pairs", "60"));
	private final PatchSet training = set("r", 30, 1, true);
	private final PatchSet heldOut = set("h", 12, 2, true);
	private final PatchSet fresh = set("s", 30, 3, false);

	@Test
	void freshImagesPassAndEverySetIsMeasuredPerClass(@TempDir final Path folder) throws Exception {
		final QualityResult result = measure(
				QualityInput.of(training, heldOut).with("synthetic", fresh).inMilliseconds(T1));
		assertEquals(0, result.copies().get("synthetic").copies());
		assertFalse(result.copies().get("synthetic").leans());
		assertTrue(result.copies().get("synthetic").verdict().startsWith("No synthetic image is a near-copy"));
		for (final String label : List.of("a", "b", "all")) {
			assertTrue(value(result, "synthetic", label, "KID permutation p") > 0.02, label);
			assertTrue(value(result, "synthetic", label, "coverage") > 0.6, label);
			assertTrue(value(result, "held-out", label, "precision") > 0.5, label);
			assertTrue(value(result, "synthetic", label, "T1 KS distance") < 0.1, label);
			assertEquals(0, value(result, "training", label, "anatomy KID"), 0.3, label);
			assertEquals(value(result, "held-out", label, "anatomy KID"),
					value(result, "synthetic", label, "anatomy KID"), 0.3, label);
			assertEquals(1, value(result, "training", label, "anatomy spread"), 1e-9);
			assertEquals(value(result, "held-out", label, "anatomy spread"),
					value(result, "synthetic", label, "anatomy spread"), 0.2, label);
			assertEquals(value(result, "training", label, "MS-SSIM diversity"),
					value(result, "synthetic", label, "MS-SSIM diversity"), 0.1);
		}
		result.write(folder);
		final List<String> metrics = Files.readAllLines(folder.resolve("metrics.csv"));
		assertEquals("set,label,features,metric,value,deviation,images,note", metrics.get(0));
		assertEquals(result.figures().size() + 1, metrics.size());
		assertEquals(31, Files.readAllLines(folder.resolve("memorisation.csv")).size());
		assertEquals(8 * 163 - 3, ImageIO.read(folder.resolve("nearest.png").toFile()).getWidth());
		final QualityFindings read = QualityFindings.read(folder);
		assertEquals(result.figures().stream().map(QualityTest::rounded).collect(Collectors.toList()),
				read.figures().stream().map(QualityTest::rounded).collect(Collectors.toList()));
		final List<Nearest> rows = result.copies().get("synthetic").rows();
		assertEquals(rows.size(), read.nearest("synthetic").size());
		for (int i = 0; i < rows.size(); i++) {
			final Nearest was = rows.get(i);
			final Nearest is = read.nearest("synthetic").get(i);
			assertEquals(was.id() + was.realId() + was.realSubject() + was.symmetry() + was.dx() + "," + was.dy(),
					is.id() + is.realId() + is.realSubject() + is.symmetry() + is.dx() + "," + is.dy());
			assertEquals(was.distance(), is.distance(), 1e-5);
		}
		assertEquals(List.of("synthetic"), read.madeSets());
		assertEquals(result.copies().get("synthetic").verdict(), read.verdict("synthetic"));
		assertEquals(result.copies().get("synthetic").leans(), read.leans("synthetic"));
		final String first = Files.readString(folder.resolve("metrics.csv"));
		for (final String[] change : new String[][] { { "deviation", "sd", "no column deviation" },
				{ "KID permutation p", "KID p", "no figure KID p" } }) {
			Files.writeString(folder.resolve("metrics.csv"), first.replace(change[0], change[1]));
			final UserError error = assertThrows(UserError.class, () -> QualityFindings.read(folder));
			assertTrue(error.getMessage().contains(change[2]), error.getMessage());
		}
		Files.writeString(folder.resolve("metrics.csv"), first);
		measure(QualityInput.of(training, heldOut).with("synthetic", fresh).inMilliseconds(T1)).write(folder);
		assertEquals(first, Files.readString(folder.resolve("metrics.csv")));
	}

	@Test
	void equalSetsGetEqualFiguresAndVerdicts() {
		// A copy, and images close to those of training subjects, so that the verdicts are not trivial.
		final List<float[]> pixels = new ArrayList<>(fresh.pixels());
		for (int i = 0; i < 12; i++) pixels.set(i, Symmetry.FLIP.apply(training.pixels(i), 80, 80));
		final PatchSet set = new PatchSet(80, 80, 1.2, fresh.patches(), pixels);
		final QualityResult result = measure(
				QualityInput.of(training, heldOut).with("synthetic", set).with("refined", set).inMilliseconds(T1));
		final List<String> synthetic = figures(result, "synthetic");
		assertTrue(synthetic.size() > 30, synthetic.size() + " figures");
		assertEquals(synthetic, figures(result, "refined"));
		final SetCopies one = result.copies().get("synthetic");
		final SetCopies other = result.copies().get("refined");
		assertEquals(one.verdict().replace("synthetic", "refined"), other.verdict());
		assertEquals(one.leans(), other.leans());
		assertEquals(one.copies(), other.copies());
	}

	private static List<String> figures(final QualityResult result, final String set) {
		final List<String> out = new ArrayList<>();
		for (final Figure f : result.figures())
			if (f.set().equals(set))
				out.add(String.join(" ", f.label(), f.features(), f.metric().key(), String.valueOf(f.value()),
						String.valueOf(f.deviation()), f.note().replace(set, "")));
		return out;
	}

	private static String rounded(final Figure f) {
		return String.join(",", f.set(), f.label(), f.features(), f.metric().key(), FigureTable.plain(f.value()),
				FigureTable.plain(f.deviation()), String.valueOf(f.images()), f.note());
	}

	/** A set of one heart in many copies differs in anatomy; noise on the same hearts does not. */
	@Test
	void anatomyIsToldFromTexture() {
		final List<float[]> same = new ArrayList<>();
		final List<float[]> noisy = new ArrayList<>();
		final org.apache.commons.math3.random.MersenneTwister random = new org.apache.commons.math3.random.MersenneTwister(
				1);
		for (int i = 0; i < fresh.size(); i++) {
			same.add(fresh.pixels(i % 2));
			final float[] pixels = fresh.pixels(i).clone();
			for (int p = 0; p < pixels.length; p++)
				pixels[p] = Math.max(-1, Math.min(1, pixels[p] + (float) (0.1 * random.nextGaussian())));
			noisy.add(pixels);
		}
		final QualityResult result = measure(
				QualityInput.of(training, heldOut).with("same", new PatchSet(80, 80, 1.2, fresh.patches(), same))
						.with("noisy", new PatchSet(80, 80, 1.2, fresh.patches(), noisy)));
		assertTrue(value(result, "same", "all", "anatomy KID") > value(result, "noisy", "all", "anatomy KID") + 0.4);
		assertTrue(
				value(result, "same", "all", "anatomy spread") < 0.7 * value(result, "noisy", "all", "anatomy spread"));
		assertTrue(value(result, "noisy", "all", "anatomy KID") < 0.2);
		assertTrue(value(result, "noisy", "all", "KID") > 1);
	}

	@Test
	void aPlantedCopyIsNamedAndShownFirst() {
		final List<float[]> pixels = new ArrayList<>(fresh.pixels());
		pixels.set(17, Symmetry.FLIP.apply(training.pixels(5), 80, 80));
		final PatchSet planted = new PatchSet(80, 80, 1.2, fresh.patches(), pixels);
		final SetCopies found = measure(QualityInput.of(training, heldOut).with("refined", planted)).copies()
				.get("refined");
		assertEquals(1, found.copies());
		assertEquals("s17", found.rows().get(0).id());
		assertEquals("r5", found.rows().get(0).realId());
		assertEquals(
				"1 of 30 refined images is a near-copy of a training image (the closest: s17, of r5): do not share this set, "
						+ "and train again with other settings.",
				found.verdict());
	}

	@Test
	void withoutHeldOutRealsTheTrainingSubjectsAreTheReference() {
		final QualityResult result = measure(QualityInput.of(training, training.subset()).with("synthetic", fresh));
		assertEquals(0, result.copies().get("synthetic").copies());
		assertTrue(result.figures().stream()
				.noneMatch(f -> f.set().equals("held-out") || f.metric().key().startsWith("T1")));
		assertTrue(result.figures().stream().noneMatch(f -> f.metric().key().startsWith("nearest to a seen subject")));
	}

	@Test
	void t1IsReadWhereTheMasksLie() {
		// The toy hearts' muscle is -0.05, 1188 ms, between a bright pool and a dark surrounding.
		final List<float[]> masks = new ArrayList<>();
		for (int i = 0; i < training.size(); i++) {
			final float[] mask = new float[6400];
			for (int y = 20; y < 60; y++)
				for (int x = 20; x < 60; x++)
					if (Math.abs(training.pixels(i)[y * 80 + x] + 0.05) < 0.1) mask[y * 80 + x] = 1;
			masks.add(mask);
		}
		final PatchSet region = new PatchSet(80, 80, 1.2, training.patches(), masks);
		final T1Region found = T1Region.of(training, java.util.Optional.of(region), T1);
		assertTrue(found.words().matches("pixels of 9\\d\\d to 14\\d\\d ms where the training masks lie"),
				found.words());
		final double[] values = found.values(fresh);
		assertTrue(values.length > 1000 && values.length < 1600 * fresh.size(),
				"only the middle, only the muscle: " + values.length);
		assertEquals(1188, org.cmrgan.metrics.Samples.quantile(values, 0.5), 40);
		assertEquals("whole patch", T1Region.of(training, java.util.Optional.empty(), T1).words());
		assertEquals(6400 * training.size(),
				T1Region.of(training, java.util.Optional.empty(), T1).values(training).length);
	}

	@Test
	void tooFewImagesAreSaidSo() {
		final UserError error = assertThrows(UserError.class,
				() -> QualityInput.of(training.subset(0, 1, 2, 3, 4, 6), heldOut));
		assertTrue(error.getMessage().contains("Class b has only 2 "), error.getMessage());
		final QualityResult result = measure(QualityInput.of(training, heldOut).with("synthetic", fresh.subset(0, 2)));
		assertTrue(result.figures().stream().anyMatch(f -> f.note().equals("too few images")));
	}

	@Test
	@Tag("slow")
	void aTrainedClassifierGivesASecondOpinion() {
		// Class a is brighter: what a classifier learns here must tell fresh images of both classes apart as well.
		final PatchSet reals = brighter(training, "a");
		final PatchSet fakes = brighter(fresh, "a");
		final QualityResult result = Quality.measure(
				QualityInput.of(reals, brighter(heldOut, "a")).with("synthetic", fakes),
				QualityConfig.of(Map.of("preset", "quick", "extractor_steps", "30")), new Seeds(1), RunContext.quiet());
		final List<Figure> second = result.figures().stream().filter(f -> f.features().equals(ClassifierFeatures.NAME))
				.collect(java.util.stream.Collectors.toList());
		assertTrue(
				second.stream().anyMatch(
						f -> f.metric() == QualityMetric.COVERAGE && f.label().equals("all") && f.value() > 0.5),
				second.toString());
		final double[][] features;
		try (ClassifierFeatures classifier = ClassifierFeatures.train(reals, 60, new Seeds(1), RunContext.quiet())) {
			features = classifier.of(fakes);
			org.junit.jupiter.api.Assertions.assertArrayEquals(features[3], classifier.of(fakes.subset(3))[0], 1e-4);
		}
		double best = 0;
		for (int k = 0; k < features[0].length; k++) {
			final List<Double> a = new ArrayList<>();
			final List<Double> b = new ArrayList<>();
			for (int i = 0; i < features.length; i++) (i % 2 == 0 ? a : b).add(features[i][k]);
			best = Math.max(best, org.cmrgan.metrics.Samples.kolmogorovSmirnov(a.stream().mapToDouble(v -> v).toArray(),
					b.stream().mapToDouble(v -> v).toArray()));
		}
		assertTrue(best > 0.7, "KS " + best);
	}

	private static PatchSet brighter(final PatchSet set, final String label) {
		final List<float[]> pixels = new ArrayList<>();
		for (int i = 0; i < set.size(); i++) {
			final float[] p = set.pixels(i).clone();
			if (set.patch(i).label().equals(label)) for (int k = 0; k < p.length; k++) p[k] = Math.min(1, p[k] + 0.5f);
			pixels.add(p);
		}
		return new PatchSet(set.width(), set.height(), set.spacing(), set.patches(), pixels);
	}

	@Test
	void cancelStopsIt() {
		assertThrows(CancelledException.class,
				() -> Quality.measure(QualityInput.of(training, heldOut).with("synthetic", fresh), config, new Seeds(1),
						new ListeningContext().cancelAfterSteps(5)));
	}

	private QualityResult measure(final QualityInput input) {
		return Quality.measure(input, config, new Seeds(1), RunContext.quiet());
	}

	private static double value(final QualityResult result, final String set, final String label, final String metric) {
		return result.figures().stream()
				.filter(f -> f.set().equals(set) && f.label().equals(label) && f.metric().key().equals(metric))
				.findFirst().orElseThrow(() -> new AssertionError(set + " " + label + " " + metric)).value();
	}

	/** Alternating classes; a subject each. */
	private static PatchSet set(final String prefix, final int n, final long seed, final boolean real) {
		final List<Patch> patches = new ArrayList<>();
		for (int i = 0; i < n; i++)
			patches.add(new Patch(prefix + i, real ? prefix + "subject" + i : "", i % 2 == 0 ? "a" : "b", real ? 1 : 0,
					Map.of()));
		return new PatchSet(80, 80, 1.2, patches, List.of(Hearts.some(n, seed)));
	}
}
