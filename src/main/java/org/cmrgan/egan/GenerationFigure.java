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
	D_LOSS("d_loss", "loss of the discriminator", false),
	D_REAL("d_real", "discriminator's output on real images", false),
	D_FAKE("d_fake", "discriminator's output on synthetic images", false),
	FITNESS("fitness", "fitness of the survivor", false),
	QUALITY("quality", "quality term of the fitness", false),
	DIVERSITY("diversity", "diversity term of the fitness", false),
	/** 1 for regression, 2 for evolution. */
	PHASE("phase", "phase of the training", true),
	RECONSTRUCTION("reconstruction", "distance to the coarse training images", true),
	DETAIL("detail", "distance of enlarged coarse images to the training images", true),
	/** As of the last snapshot. */
	TEXTURE("texture", "kernel distance of texture to held-out images", true),
	/** As of the last snapshot. */
	ANATOMY("anatomy", "kernel distance of anatomy to held-out images", true);

	/** The word for a step. */
	public static final String UNIT = "generation";
	/** {@link #PHASE} of a generation of evolution. */
	public static final int EVOLUTION = 2;

	private final String key;
	private final String title;
	private final boolean learned;

	GenerationFigure(final String key, final String title, final boolean learned) {
		this.key = key;
		this.title = title;
		this.learned = learned;
	}

	/** Those that every training measures. */
	static List<GenerationFigure> always() {
		return Arrays.stream(values()).filter(f -> !f.learned).collect(Collectors.toList());
	}

	/** Those that only the training of a generator with {@code start=learned} measures. */
	static List<GenerationFigure> ofLearning() {
		return Arrays.stream(values()).filter(f -> f.learned).collect(Collectors.toList());
	}

	/** By column, in the order of the columns. */
	static Map<String, Double> byKey(final Map<GenerationFigure, Double> figures) {
		final Map<String, Double> out = new LinkedHashMap<>();
		for (final GenerationFigure figure : values())
			if (figures.containsKey(figure)) out.put(figure.key, figures.get(figure));
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
