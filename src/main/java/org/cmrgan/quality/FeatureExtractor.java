/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.HandMadeFeatures;

/** Maps images to feature vectors; each figure that uses them names the extractor. */
interface FeatureExtractor {
	/** The name, such as "hand-made features". */
	String name();

	/** @return [image][feature], not scaled */
	double[][] of(PatchSet images);

	/** The fixed vector of {@link HandMadeFeatures}, which needs no training. */
	static FeatureExtractor handMade() {
		return new FeatureExtractor() {
			@Override
			public String name() {
				return HandMadeFeatures.NAME;
			}

			@Override
			public double[][] of(final PatchSet images) {
				return new HandMadeFeatures(images.width(), images.height())
						.of(images.pixels().toArray(new float[0][]));
			}
		};
	}
}
