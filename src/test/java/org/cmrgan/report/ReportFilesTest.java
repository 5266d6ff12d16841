/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import javax.imageio.ImageIO;

import org.cmrgan.run.RunContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files of a report in its folder. */
class ReportFilesTest {
	@TempDir
	private Path folder;

	@Test
	void tablesPicturesAndChartsLieBesideThePageAndASecondReportReplacesThem() throws Exception {
		final DemoStudy study = new DemoStudy(folder);
		final ReportInput input = DemoStudy.empty().training(study.refiner()).build();
		final Path out = folder.resolve("report");
		Report.write(DemoStudy.empty().build(), out, RunContext.quiet());
		Report.write(input, out, RunContext.quiet());
		final String first = Files.readString(out.resolve(Report.PAGE));
		assertEquals(Report.page(input), first);
		assertEquals("class,subjects,images,tested in fold 1,tested in fold 2,tested in fold 3,tested in fold 4",
				Files.readAllLines(out.resolve("data.csv")).get(0));
		assertEquals(
				List.of("patient <1> (positive),36,36,9 / 9,9 / 9,9 / 9,9 / 9",
						"non-patient,12,12,3 / 3,3 / 3,3 / 3,3 / 3", "all,48,48,12 / 12,12 / 12,12 / 12,12 / 12"),
				Files.readAllLines(out.resolve("data.csv")).subList(1, 4));
		assertEquals(1 + DemoStudy.STEPS, Files.readAllLines(out.resolve("training-simgan-fold-0-change.csv")).size());
		assertTrue(ImageIO.read(out.resolve("figure-8-simgan-fold-0.png").toFile()).getHeight() >= 4 * 160);
		assertTrue(ImageIO.read(out.resolve("training-simgan-fold-0-change.png").toFile()).getWidth() > 1000);
	}
}
