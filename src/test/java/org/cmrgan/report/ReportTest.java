/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.Paths;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.cmrgan.data.Patch;
import org.cmrgan.data.PatchSet;
import org.cmrgan.run.Settings;
import org.cmrgan.simgan.SimGanConfig;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page as a whole; its sections have tests of their own. */
class ReportTest {
	private static String page;

	@BeforeAll
	static void fill(@TempDir final Path files) {
		page = Report.page(new DemoStudy(files).full(DemoStudy.alike()).build());
	}

	@Test
	void thePageStandsAloneAndEscapesNames() {
		assertFalse(page.contains("<script"), "no script is needed");
		assertFalse(page.matches("(?s).*(src|href)=\"(?!data:|#|https://(doi|arxiv)\\.org/).*"),
				"everything is inside the page");
		assertTrue(page.contains("patient &lt;1&gt;"));
		assertFalse(page.contains("patient <1>"));
		assertTrue(page.contains("<h1>CMR GAN report: toy hearts &amp; more</h1>"));
	}

	@Test
	void theSummaryCountsAndConcludes() {
		final String summary = page.substring(page.indexOf("class=\"summary\""), page.indexOf("<nav"));
		assertTrue(summary.contains(
				"48 images of 48 subjects (36 patient &lt;1&gt;, 12 non-patient) were split into 4 folds by subject."),
				summary);
		assertTrue(summary.contains("No gain is shown: none of 10 comparisons"), summary);
		assertTrue(summary.contains("None of the 32 synthetic images is a near-copy of a training image."), summary);
	}

	@Test
	void whatAPresetCutsIsSaidOnceAndReferredTo() {
		assertEquals(1, countOf(page, "generations 60 (6000)"), "in the remark above everything");
		assertTrue(page.contains("Preset quick, smaller than published: see the top of the page."));
		assertFalse(page.contains("rate 0.001 ("), "a smaller learning rate is no cut");
	}

	@Test
	void everyPictureChartAndTableCanBeReadAloudAndByKeyboard() {
		assertEquals(countOf(page, "<img "), countOf(page, "alt=\""));
		assertEquals(countOf(page, "role=\"img\""), countOf(page, "<desc "));
		assertEquals(countOf(page, "<table>"), countOf(page, "class=\"scroll\" tabindex=\"0\" role=\"group\""));
		final Matcher alt = Pattern.compile("alt=\"\"").matcher(page);
		assertFalse(alt.find(), "an image without a description");
		final List<String> ids = new ArrayList<>();
		final Matcher id = Pattern.compile(" id=\"([^\"]+)\"").matcher(page);
		while (id.find()) ids.add(id.group(1));
		assertEquals(ids.size(), ids.stream().distinct().count(), "ids are unique");
	}

	@Test
	void onlyWorksThatTheTextCitesAreListed() {
		final String references = page.substring(page.indexOf("<h2>References"));
		assertTrue(references.contains("Wang C, Xu C"), "E-GAN was run");
		assertTrue(references.contains("He K, Zhang X"), "ResNet-50 was trained");
		assertFalse(references.contains("Shrivastava"), "no settings of SimGAN are in the study");
		assertEquals(List.of("https://doi.org/10.1155/2021/3279563", "https://arxiv.org/abs/2004.05675"),
				List.of(References.citedBy(List.of("Meehan et al. (2020) and Wang et al. 2018")).get(0).getLink(),
						References.citedBy(List.of("Meehan et al. (2020) and Wang et al. 2018")).get(1).getLink()));
	}

	@Test
	void everyWorkThatTheMethodsCiteIsListed() throws IOException {
		final Pattern cited = Pattern.compile("(\\p{Lu}\\p{L}+) et al\\. \\(?(\\d{4})");
		try (Stream<Path> sources = Files.list(Paths.get("src/main/java/org/cmrgan/report"))) {
			for (final Path source : sources.filter(p -> p.getFileName().toString().contains("Methods"))
					.collect(Collectors.toList())) {
				final Matcher found = cited.matcher(Files.readString(source));
				while (found.find())
					if (!found.group(1).equals("Fu"))
						assertEquals(2, References.citedBy(List.of(found.group())).size(), found.group());
			}
		}
	}

	/** Differences of 0.1 in images of [-1, 1] are a twentieth of the range, and all of them are shown white. */
	@Test
	void thePageOpensWithWhatRefiningChanged() {
		final PatchSet before = one(0.5f);
		final ReportInput input = ReportInput.of("study", before, "ill", "well").real(1, before).synthetic(1, before)
				.refined(1, one(0.6f)).build();
		final String section = Report.page(input);
		final int at = section.indexOf("id=\"glance\"");
		assertTrue(at > 0 && at < section.indexOf("id=\"pictures\""), "it comes first");
		final Section opening = PictureSection.opening(input);
		assertEquals(List.of("real ill", "synthetic ill", "refined ill", "change by the refiner"), opening.pictures()
				.get(0).getRows().stream().map(Picture.Row::getLabel).limit(4).collect(Collectors.toList()));
		assertTrue(opening.pictures().get(0).getCaption().contains("by at least 5.0 % of the intensity range"),
				opening.pictures().get(0).getCaption());
	}

	@Test
	void whatWasNotRunIsSaid() {
		final String empty = Report.page(DemoStudy.empty().build());
		assertTrue(empty.contains("This study has no evaluation, so it does not show whether synthetic images help."));
		assertTrue(empty.contains("This study has no synthetic images."));
		assertTrue(empty.contains("This study has not been searched for copies of training images."));
		assertTrue(empty.contains("No network has been trained in this study."));
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
	void onlySmallerSizesAreCuts() {
		final StageRun run = new StageRun(Stage.SIMGAN, Map.of("preset", "paper", "rounds", "60",
				SimGanConfig.REFINER_LEARNING_RATE.name(), "1e-5", "crop", "40", "head", "skip"));
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
	void warningsNameTheirStageAndFold() {
		assertTrue(page.contains("<tr><th scope=\"row\">SimGAN</th><td>fold 1, fold 3</td>"
				+ "<td>the refiner changes almost nothing: lower lambda or train longer</td></tr>"));
	}

	private static int countOf(final String text, final String part) {
		return text.split(Pattern.quote(part), -1).length - 1;
	}
}
