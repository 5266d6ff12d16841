/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Optional;

import org.cmrgan.quality.FakeFindings;
import org.cmrgan.quality.Quality;
import org.cmrgan.quality.QualityMetric;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PipelineSummaryTest {
	@Test
	void saysDistancesInThreeDigits(@TempDir final Path folder) {
		final FakeFindings findings = new FakeFindings().feature(Quality.SYNTHETIC, QualityMetric.KID, 1234.5, 20)
				.feature(Quality.REFINED, QualityMetric.KID, 9.876, 20)
				.feature(Quality.HELD_OUT, QualityMetric.KID, -0.0123456, 8);
		assertEquals(
				"Distance to real training images (KID; 0 means the same distribution): synthetic 1230, refined 9.88, held-out subjects -0.0123; near-copies of training images: 0.",
				PipelineSummary.quality(findings.through(folder)).orElseThrow());
	}

	@Test
	void omitsASetWithTooFewImages(@TempDir final Path folder) {
		final FakeFindings findings = new FakeFindings().feature(Quality.SYNTHETIC, QualityMetric.KID, 5.25, 20)
				.feature(Quality.HELD_OUT, QualityMetric.KID, Double.NaN, 2);
		assertEquals(
				"Distance to real training images (KID; 0 means the same distribution): synthetic 5.25; near-copies of training images: 0.",
				PipelineSummary.quality(findings.through(folder)).orElseThrow());
	}

	@Test
	void saysNothingWithoutADistance(@TempDir final Path folder) {
		final FakeFindings findings = new FakeFindings().feature(Quality.SYNTHETIC, QualityMetric.KID, Double.NaN, 2);
		assertEquals(Optional.empty(), PipelineSummary.quality(findings.through(folder)));
	}
}
