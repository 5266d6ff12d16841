/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.Map;
import java.util.OptionalDouble;

/** The figures of trainings in words, for plots; tables keep the names that losses.csv has. */
final class FigureWords {
	private static final Map<String, String> WORDS = Map.ofEntries(Map.entry("phase", "phase of the training"),
			Map.entry("reconstruction", "distance to the training images"),
			Map.entry("mismatch", "largest mismatch of a code"),
			Map.entry("patches", "distance of the patches' statistics"),
			Map.entry("texture", "kernel distance of texture to held-out images"),
			Map.entry("anatomy", "kernel distance of anatomy to held-out images"),
			Map.entry("fitness", "fitness of the survivor"), Map.entry("quality", "quality term of the fitness"),
			Map.entry("diversity", "diversity term of the fitness"), Map.entry("d_loss", "loss of the discriminator"),
			Map.entry("r_adversarial", "adversarial loss of the refiner"),
			Map.entry("r_change", "mean change of a pixel by the refiner"),
			Map.entry("r_drift", "drift of the mean brightness"),
			Map.entry("buffer", "refined images in the history buffer"));
	private static final Map<String, String> EGAN = Map.of("d_real", "discriminator's output on real images", "d_fake",
			"discriminator's output on synthetic images");
	private static final Map<String, String> SIMGAN = Map.of("d_real", "real patches that the discriminator gets right",
			"d_refined", "refined patches that the discriminator gets right");

	private FigureWords() {}

	/** @param training label of the training, which decides what the discriminator's figures are */
	static String of(final String figure, final String training) {
		final Map<String, String> own = training.contains("SimGAN") ? SIMGAN : EGAN;
		return own.getOrDefault(figure, WORDS.getOrDefault(figure, figure.replace('_', ' ')));
	}

	/** Where a discriminator stands that cannot tell real from made. */
	static OptionalDouble chance(final String figure) {
		return figure.equals("d_real") || figure.equals("d_fake") || figure.equals("d_refined")
				? OptionalDouble.of(0.5)
				: OptionalDouble.empty();
	}
}
