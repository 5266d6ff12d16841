/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.ui;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

import org.cmrgan.egan.GenerationFigure;
import org.cmrgan.simgan.RoundFigure;
import org.cmrgan.train.StepFigure;

/** The names of a training's figures in plots; tables keep the names of losses.csv. */
final class FigureWords {
	/** Figures of a discriminator that are one half if it cannot tell real from generated images. */
	private static final List<StepFigure> SHARES = List.of(GenerationFigure.D_REAL, GenerationFigure.D_FAKE,
			RoundFigure.D_REAL, RoundFigure.D_REFINED);

	private FigureWords() {}

	/** @param training label of the training, which decides the meaning of the discriminator's figures */
	static String of(final String figure, final String training) {
		final StepFigure[] own = training.contains("SimGAN") ? RoundFigure.values() : GenerationFigure.values();
		return Arrays.stream(own).filter(f -> f.key().equals(figure)).map(StepFigure::title).findFirst()
				.orElse(figure.replace('_', ' '));
	}

	/** The value of a figure if the discriminator cannot tell real from generated images. */
	static OptionalDouble chance(final String figure) {
		return SHARES.stream().anyMatch(f -> f.key().equals(figure)) ? OptionalDouble.of(0.5) : OptionalDouble.empty();
	}
}
