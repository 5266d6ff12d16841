/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.cmrgan.train.StepFigure;

/** What E-GAN measures in each generation: the columns of its losses.csv. */
public enum GenerationFigure implements StepFigure {
	/** Loss of the discriminator. */
	D_LOSS("d_loss", "loss of the discriminator", false),
	/** Mean output of the discriminator on real images, a probability. */
	D_REAL("d_real", "discriminator's output on real images", false),
	/** Mean output of the discriminator on synthetic images, a probability. */
	D_FAKE("d_fake", "discriminator's output on synthetic images", false),
	/** Fitness of the fittest survivor. */
	FITNESS("fitness", "fitness of the survivor", false),
	/** Quality term of the fitness. */
	QUALITY("quality", "quality term of the fitness", false),
	/** Diversity term of the fitness. */
	DIVERSITY("diversity", "diversity term of the fitness", false),
	/** Phase of the training: 1 is regression, 2 is evolution. */
	PHASE("phase", "phase of the training", true),
	/** Pyramid loss between the coarse training images and the images of their codes. */
	RECONSTRUCTION("reconstruction", "distance to the coarse training images", true),
	/** Pyramid loss between the training images and their enlarged coarse versions. */
	DETAIL("detail", "distance of enlarged coarse images to the training images", true),
	/** Distance of texture to held-out images, at a snapshot. */
	TEXTURE("texture", "kernel distance of texture to held-out images", true),
	/** Distance of anatomy to held-out images, at a snapshot. */
	ANATOMY("anatomy", "kernel distance of anatomy to held-out images", true);

	/** The name of a step. */
	public static final String UNIT = "generation";
	/** Value of {@link #PHASE} during regression. */
	static final int REGRESSION = 1;
	/** Value of {@link #PHASE} during evolution. */
	static final int EVOLUTION = 2;

	private final String key;
	private final String title;
	private final boolean learned;

	GenerationFigure(final String key, final String title, final boolean learned) {
		this.key = key;
		this.title = title;
		this.learned = learned;
	}

	/** The figures that every training measures. */
	static List<GenerationFigure> always() {
		return Arrays.stream(values()).filter(f -> !f.learned).collect(Collectors.toList());
	}

	/** The figures that only a training with {@code start=learned} measures. */
	static List<GenerationFigure> ofLearning() {
		return Arrays.stream(values()).filter(f -> f.learned).collect(Collectors.toList());
	}

	/**
	 * The columns of losses.csv.
	 *
	 * @param learns true with {@code start=learned}
	 */
	static List<String> columns(final boolean learns) {
		return Arrays.stream(values()).filter(f -> learns || !f.learned).map(f -> f.key).collect(Collectors.toList());
	}

	/** The figures by column name. */
	static Map<String, Double> byKey(final Map<GenerationFigure, Double> figures) {
		final Map<String, Double> out = new LinkedHashMap<>();
		figures.forEach((figure, value) -> out.put(figure.key, value));
		return out;
	}

	@Override
	public String key() {
		return key;
	}

	@Override
	public String title() {
		return title;
	}
}
