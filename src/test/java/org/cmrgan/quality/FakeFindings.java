/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.HandMadeFeatures;
import org.cmrgan.metrics.Symmetry;

/** Findings with known figures, which pass through the files of a study. */
public final class FakeFindings {
	private static final int SHIFT = 2;

	private final List<Figure> figures = new ArrayList<>();
	private final List<Nearest> nearest = new ArrayList<>();

	/** Adds a figure that rests on hand-made features, of a set over both classes. */
	public FakeFindings feature(final String set, final QualityMetric metric, final double value, final int images) {
		return figure(set, Quality.ALL, HandMadeFeatures.NAME, metric, value, Double.NaN, images, "");
	}

	public FakeFindings figure(final String set, final String label, final String features, final QualityMetric metric,
			final double value, final double deviation, final int images, final String note) {
		figures.add(new Figure(set, label, features, metric, value, deviation, images, note));
		return this;
	}

	/** Pairs image i of a set with image i of the training images, flipped and shifted to the right by two pixels. */
	public FakeFindings nearest(final String set, final PatchSet made, final PatchSet training) {
		for (int i = 0; i < Math.min(made.size(), training.size()); i++)
			nearest.add(new Nearest.Builder(set, made.patch(i).id(), made.patch(i).label())
					.real(training.patch(i).id(), training.patch(i).subject(), training.patch(i).label())
					.distances(0.1 + 0.01 * i, 0.5, 0.2).moved(Symmetry.FLIP, SHIFT, 0)
					.features(training.patch(i).id(), 1.5, 0.8).build(false));
		return this;
	}

	/** Writes the findings into a folder and reads them from there. */
	public QualityFindings through(final Path folder) {
		new QualityFindings(figures, nearest).write(folder);
		return QualityFindings.read(folder);
	}
}
