/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.quality.ClosestPairs;
import org.cmrgan.quality.FakeFindings;
import org.cmrgan.quality.Quality;
import org.cmrgan.quality.QualityFindings;
import org.cmrgan.quality.QualityMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QualitySectionTest {
	@TempDir
	private Path folder;

	@Test
	void figuresStandWhereTheyBelong() {
		final Section section = new QualitySection(input()).quality();
		final Table table = section.tables().get(0);
		assertEquals(List.of("metric", "measured on", "training (48)", "synthetic (32)", "refined (32)"),
				table.getColumns());
		assertEquals(List.of(List.of("KID", "hand-made features", "0.001 ± 0.01", "0.213 ± 0.02", "0.105 ± 0.02"),
				List.of("FID", "hand-made features", "", "12.3", ""),
				List.of("MS-SSIM (likeness within the set)", "pixels", "0.31", "0.36", "")), table.getRows());
		assertTrue(table.getNote().contains("FID: only 48 images for 16 dimensions"), table.getNote());
		final Table ofClass = section.tables().get(1);
		assertEquals(List.of("MS-SSIM (likeness within the set)", "pixels", "", "0.37", ""), ofClass.getRows().get(0));
		final Table meanings = section.tables().get(2);
		assertEquals(QualityMetric.KID.meaning(), meanings.getRows().get(0).get(1));
	}

	@Test
	void realismIsJudgedInASentence() {
		assertEquals(
				"The synthetic images have a KID of 0.213 to the training images; random halves of the training images have a KID of 0.001.",
				input().quality().get(0).realism(Quality.SYNTHETIC).orElseThrow());
		final QualityFindings held = new FakeFindings().feature(Quality.HELD_OUT, QualityMetric.KID, 0.02, 9)
				.feature(Quality.SYNTHETIC, QualityMetric.KID, 0.3, 9)
				.feature(Quality.SYNTHETIC, QualityMetric.KID_P, 0.005, 9)
				.feature(Quality.REFINED, QualityMetric.KID, 0.01, 9)
				.feature(Quality.REFINED, QualityMetric.KID_P, 0.31, 9).through(folder.resolve("held"));
		assertEquals(
				"The synthetic images differ significantly from the training images (KID 0.300, p = 0.005); held-out real images have a KID of 0.020.",
				held.realism(Quality.SYNTHETIC).orElseThrow());
		assertTrue(held.realism(Quality.REFINED).orElseThrow().startsWith(
				"The refined images do not differ significantly from the training images (KID 0.010, p = 0.310)"));
		assertTrue(held.realism("others").isEmpty());
	}

	@Test
	void copiesAreCountedAndTheClosestPairsShown() {
		final QualitySection section = new QualitySection(input());
		assertTrue(section.claim().startsWith("None of the 32 synthetic images is a near-copy of a training image."));
		final Section memorisation = section.memorisation();
		assertEquals(
				List.of(List.of("synthetic", "near-copies", "pixels", "0", ""),
						List.of("synthetic", "data-copying z", "pixels", "−0.4",
								"against distances between training subjects")),
				memorisation.tables().get(0).getRows());
		final Picture pairs = memorisation.pictures().get(0);
		assertEquals(List.of("synthetic", "nearest training image", "absolute difference"),
				pairs.getRows().stream().map(Picture.Row::getLabel).collect(Collectors.toList()));
		assertEquals(8, pairs.getColumns().size());
	}

	@Test
	void nearCopiesAndLeaningSetsAreNotToBePassedOn() {
		final QualityFindings findings = new FakeFindings()
				.figure(Quality.SYNTHETIC, Quality.ALL, "", QualityMetric.NEAR_COPIES, 3, Double.NaN, 32, "3 of 32 …")
				.feature(Quality.SYNTHETIC, QualityMetric.SEEN_P, 0.01, 32).through(folder.resolve("copies"));
		final String claim = new QualitySection(DemoStudy.empty().quality(0, findings).build()).claim();
		assertEquals("The sets contain near-copies of training images (3 of 32 synthetic): do not share these sets. "
				+ "As a whole, the synthetic images are closer to their training subjects than chance explains: treat them as patient data.",
				claim);
	}

	@Test
	void aMosaicIsPatientDataWhateverTheFiguresSay() {
		final ReportInput mosaic = DemoStudy.empty().quality(0, new DemoStudy(folder).quality())
				.run(new StageRun(Stage.EGAN, Map.of("start", "mosaic"))).build();
		assertTrue(new QualitySection(mosaic).claim().endsWith("treat its images as patient data."));
		final ReportInput random = DemoStudy.empty().quality(0, new DemoStudy(folder).quality())
				.run(new StageRun(Stage.EGAN, Map.of("start", "random"))).build();
		assertTrue(new QualitySection(random).claim().endsWith("is a near-copy of a training image."));
	}

	@Test
	void pairsAreMovedAsTheTableSays() {
		final QualityFindings findings = new DemoStudy(folder).quality();
		final ClosestPairs pairs = ClosestPairs.of(findings.nearest(Quality.SYNTHETIC), DemoStudy.synthetic(),
				DemoStudy.real(), 2);
		assertArrayEquals(DemoStudy.synthetic().pixels(1), pairs.made().get(1));
		final float[] real = DemoStudy.real().pixels(1);
		final float[] moved = pairs.real().get(1);
		for (int y = 0; y < 80; y++)
			for (int x = 2; x < 80; x++)
				assertEquals(real[(79 - y) * 80 + x - 2], moved[y * 80 + x], "flipped, then shifted by two pixels");
		assertEquals(Math.abs(DemoStudy.synthetic().pixels(1)[100] - moved[100]), pairs.difference().get(1)[100]);
	}

	private ReportInput input() {
		return DemoStudy.empty().synthetic(0, DemoStudy.synthetic()).refined(0, DemoStudy.refined())
				.quality(0, new DemoStudy(folder).quality()).build();
	}
}
