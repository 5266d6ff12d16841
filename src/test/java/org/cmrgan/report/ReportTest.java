/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.imageio.ImageIO;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.evaluate.ArmResult;
import org.cmrgan.evaluate.Comparison;
import org.cmrgan.evaluate.EvaluationResults;
import org.cmrgan.evaluate.statistics.Interval;
import org.cmrgan.evaluate.statistics.Metric;
import org.cmrgan.run.RunContext;
import org.cmrgan.run.Settings;
import org.cmrgan.simgan.SimGanConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
	private static final EvaluationResults RESULTS = EvaluationResults.of(DemoStudy.predictions(false).predictions());
	private static final EvaluationResults BETTER = EvaluationResults.of(DemoStudy.predictions(true).predictions());

	@TempDir
	private Path folder;

	private ReportInput.Builder demo(final boolean better) {
		return new DemoStudy(folder).full(better ? BETTER : RESULTS);
	}

	@Test
	void theWholePageStandsAlone() throws Exception {
		final Path out = Path.of(System.getProperty("cmrgan.report", folder.resolve("report").toString()));
		final String page = write(demo(false), out);
		assertFalse(page.contains("<script"), "no script is needed");
		assertFalse(page.matches("(?s).*(src|href)=\"(?!data:|#|https://(doi|arxiv)\\.org/).*"),
				"everything is inside the page");
		assertTrue(page.contains("patient &lt;1&gt;"));
		assertFalse(page.contains("patient <1>"));
		assertTrue(page.contains("toy hearts &amp; more"));
		assertTrue(page.contains(
				"48 images of 48 subjects (36 patient &lt;1&gt;, 12 non-patient) were split into 4 folds by subject."));
		assertTrue(page.contains("No gain is shown: in none of 10 comparisons"));
		assertTrue(page.contains("None of the 32 synthetic images is a near-copy of a training image."));
		assertTrue(page.contains("No synthetic image is a near-copy of a training image."), "the verdict in full");
		assertTrue(page.contains("bent into other shapes: treat its images as patient data."), "what a mosaic shows");
		assertTrue(
				page.contains("ResNet-50 is below the yardstick: a gain of this network proves nothing (arm None: "));
		assertTrue(page.contains("Yardstick, no augmentation</li>"), "a line through the charts");
		for (final ArmResult arm : RESULTS.arms()) {
			final Interval interval = arm.interval(Metric.ACCURACY);
			final String accuracy = String.format(Locale.ROOT, "%.1f %% (%.1f–%.1f)", 100 * arm.value(Metric.ACCURACY),
					100 * interval.low(), 100 * interval.high());
			assertTrue(page.contains(accuracy), accuracy);
			final double[] repeats = arm.repeats(Metric.AUC);
			final String spread = String.format(Locale.ROOT, "; repeats %.1f to %.1f",
					100 * Math.min(repeats[0], repeats[1]), 100 * Math.max(repeats[0], repeats[1]));
			assertTrue(page.contains(spread), spread);
			final String together = String.format(Locale.ROOT, "<td>%.1f (",
					100 * arm.ensemble().orElseThrow().value(Metric.AUC));
			assertTrue(page.contains(together), together);
		}
		assertTrue(page.contains("77.7 %"), "the paper's own figure");
		assertTrue(page.contains("generations 60 (6000)"));
		assertTrue(page.contains("capacity 0.125 (1)"));
		assertFalse(page.contains("rate 0.001 ("), "a smaller learning rate is no cut");
		for (final String figure : List.of("figure-6-real-and-synthetic", "figure-8-simgan-fold-0",
				"figure-9-before-and-after", "figure-samples-e-gan-patient-fold-0", "figure-7-resnet50",
				"figure-7-xception", "arms-auc", "arms-balanced-accuracy", "roc-resnet50", "roc-yardstick",
				"calibration-xception", "classifier-loss-egan", "classifier-accuracy-none", "figure-nearest-synthetic",
				"histogram", "spectrum", "training-simgan-fold-0-change")) {
			assertTrue(Files.exists(out.resolve(figure + ".png")), figure);
			assertTrue(ImageIO.read(out.resolve(figure + ".png").toFile()).getWidth() > 100);
		}
		for (final String csv : List.of("table-2", "table-3", "main-metrics", "further-metrics", "repeats", "data",
				"figure-7-resnet50", "quality-fold-0-all", "mutations"))
			assertTrue(Files.exists(out.resolve(csv + ".csv")), csv);
		assertEquals(countOf(page, "<img "), countOf(page, "alt=\""));
		assertEquals(countOf(page, "role=\"img\""), countOf(page, "<desc "));
	}

	@Test
	void realImagesHaveTheIntensitiesOfTheFoldBesideThem() {
		final PatchSet all = one(0.5f);
		final PatchSet ofFold = one(0.75f);
		final ReportInput.Builder input = ReportInput.of("study", all, "ill", "well").real(1, ofFold);
		assertEquals(all, input.build().realAsShown(), "no fold is shown");
		assertEquals(ofFold, input.synthetic(1, all).build().realAsShown());
	}

	private static PatchSet one(final float value) {
		return new PatchSet(1, 1, 1, List.of(new Patch("a", "s", "ill", 1, Map.of())), List.of(new float[] { value }));
	}

	@Test
	void aShownGainIsNamedWithItsInterval() throws Exception {
		final String page = write(demo(true), folder.resolve("report"));
		final Comparison simgan = BETTER.comparisons(Metric.BALANCED_ACCURACY).stream()
				.filter(c -> c.verdict() == Comparison.Verdict.BETTER).findFirst().orElseThrow();
		assertTrue(simgan.holmP() > simgan.subjectP(), "adjusted and unadjusted p differ");
		final String said = String.format(Locale.ROOT,
				"A gain in balanced accuracy is shown for SimGAN over no augmentation with ResNet-50 (+%.1f points, "
						+ "95 %% interval +%.1f to +%.1f, p = %.3f)",
				100 * simgan.difference(), 100 * simgan.interval().low(), 100 * simgan.interval().high(),
				simgan.holmP());
		assertTrue(page.contains(said),
				said + "\n" + page.substring(page.indexOf("class=\"summary\""), page.indexOf("<nav")));
		assertTrue(page.contains("of 10 comparisons the other"));
		assertFalse(page.contains("below the yardstick"));
	}

	@Test
	void whatWasNotRunIsSaid() {
		final String page = write(DemoStudy.empty(), folder.resolve("report"));
		assertTrue(page.contains("No classifier has been evaluated in this study, so nothing is known of a gain."));
		assertTrue(page.contains("No synthetic images have been made in this study."));
		assertTrue(page.contains("Copies of training images have not been looked for."));
	}

	@Test
	void aSecondReportReplacesTheFirst() throws Exception {
		write(DemoStudy.empty(), folder.resolve("report"));
		final String first = write(demo(false), folder.resolve("report"));
		assertEquals(first, write(demo(false), folder.resolve("report")));
	}

	@Test
	void onlySmallerSizesAreCuts() {
		final StageRun run = new StageRun(Stage.SIMGAN, Map.of("preset", "paper", "rounds", "60",
				SimGanConfig.REFINER_RATE.name(), "1e-5", "crop", "40", "head", "skip"));
		final Settings paper = Stage.SIMGAN.published();
		assertEquals(List.of("rounds 60 (" + paper.get(SimGanConfig.ROUNDS) + ")", "crop 40 (0)"), run.cuts());
		assertEquals(List.of(), new StageRun(Stage.EGAN, Map.of("preset", "paper")).cuts());
	}

	@Test
	void pathsAreShownByTheirFileNames() {
		final StageRun run = new StageRun(Stage.EVALUATE,
				Map.of("weights", "/home/me/nets/resnet50.safetensors,C:\\nets\\x.safetensors"));
		assertEquals("resnet50.safetensors, x.safetensors", run.shown().get("weights"));
	}

	@Test
	void axesTakeRoundNumbersAndFlatOrEmptyLines() {
		final ChartLayout layout = new ChartLayout(
				Chart.of("a", "a", "", "", "").with("flat", new double[] { 0, 10 }, new double[] { 0.5, 0.5 })
						.with("none", new double[0], new double[0]));
		assertEquals(List.of("0", "2", "4", "6", "8", "10"), texts(layout.xTicks()));
		assertEquals(0, layout.lines().get(1).parts.size());
		final ChartLayout broken = new ChartLayout(Chart.of("a", "a", "", "", "").with("gap",
				new double[] { 0, 1, 2, 3 }, new double[] { 1, Double.NaN, 3, 100 }));
		assertEquals(2, broken.lines().get(0).parts.size());
		final ChartLayout logarithmic = new ChartLayout(Chart.of("a", "a", "", "", "").logarithmic().with("p",
				new double[] { 0, 1, 2 }, new double[] { 1000, 0, 0.1 }));
		assertEquals(List.of("0.1", "1", "10", "100", "1000"), texts(logarithmic.yTicks()));
	}

	@Test
	void longCurvesAreThinnedByMeans() {
		final double[] x = new double[1000];
		final double[] y = new double[1000];
		for (int i = 0; i < 1000; i++) {
			x[i] = i + 1;
			y[i] = i < 500 ? Double.NaN : i;
		}
		final double[][] thin = TrainingSection.thin(x, y);
		assertEquals(125, thin[0].length);
		assertEquals((500 + 501 + 502 + 503) / 4.0, thin[1][0], 1e-9);
	}

	private static List<String> texts(final List<ChartLayout.Tick> ticks) {
		return ticks.stream().map(t -> t.text).collect(java.util.stream.Collectors.toList());
	}

	private static String write(final ReportInput.Builder input, final Path folder) {
		Report.write(input.build(), folder, RunContext.quiet());
		try {
			return Files.readString(folder.resolve(Report.PAGE));
		} catch (final java.io.IOException e) {
			throw new java.io.UncheckedIOException(e);
		}
	}

	private static int countOf(final String text, final String part) {
		return text.split(java.util.regex.Pattern.quote(part), -1).length - 1;
	}
}
