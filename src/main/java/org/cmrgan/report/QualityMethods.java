/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

import org.cmrgan.quality.Figure;
import org.cmrgan.quality.QualityFindings;
import org.cmrgan.quality.QualityMetric;

/** The methods paragraph on image quality. A sentence is empty if it does not apply. */
final class QualityMethods {
	private final List<Figure> figures;
	private final Set<QualityMetric> measured;

	QualityMethods(final Collection<QualityFindings> findings) {
		figures = findings.stream().flatMap(f -> f.figures().stream()).filter(f -> Double.isFinite(f.value()))
				.collect(Collectors.toList());
		measured = figures.stream().map(Figure::metric).collect(Collectors.toSet());
	}

	List<String> sentences() {
		return List.of(realism(), features(), copies());
	}

	String realism() {
		final List<String> by = new ArrayList<>();
		if (measured.contains(QualityMetric.KID))
			by.add("the unbiased kernel inception distance (Bińkowski et al. 2018)");
		if (measured.contains(QualityMetric.FID))
			by.add("the Fréchet inception distance on principal components (Heusel et al. 2017)");
		if (measured.contains(QualityMetric.PRECISION)) by.add("precision and recall (Kynkäänniemi et al. 2019)");
		if (measured.contains(QualityMetric.DENSITY)) by.add("density and coverage (Naeem et al. 2020)");
		if (measured.contains(QualityMetric.MS_SSIM)) by.add("multiscale structural similarity (Wang et al. 2003)");
		return by.isEmpty() ? "" : "Image quality was measured by " + Words.and(by) + ".";
	}

	String features() {
		final List<String> on = figures.stream().map(Figure::features).filter(f -> !f.isEmpty()).distinct()
				.collect(Collectors.toList());
		return on.isEmpty() ? "" : "Features were " + Words.and(on) + ".";
	}

	String copies() {
		final List<String> by = new ArrayList<>();
		if (measured.contains(QualityMetric.NEAR_COPIES))
			by.add("normalised cross-correlation under flips, quarter turns and small shifts");
		if (measured.contains(QualityMetric.COPYING_Z_PIXELS) || measured.contains(QualityMetric.COPYING_Z_FEATURES))
			by.add("the data-copying test of Meehan et al. (2020)");
		if (measured.contains(QualityMetric.AUTHENTICITY)) by.add("authenticity (Alaa et al. 2022)");
		return by.isEmpty() ? "" : "Copies of training images were searched for by " + Words.and(by) + ".";
	}
}
