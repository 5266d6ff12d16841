/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.cmrgan.train.StepFigure;

/** The figures of SimGAN in each step: the columns of its losses.csv. */
public enum RoundFigure implements StepFigure {
	/** 1 while the refiner is pre-trained, 2 while the discriminator is, then 3. */
	PHASE("phase", "phase of the training"),
	/** Adversarial loss of the refiner. */
	R_ADVERSARIAL("r_adversarial", "adversarial loss of the refiner"),
	/** Mean absolute change of a pixel by the refiner. */
	R_CHANGE("r_change", "mean change of a pixel by the refiner"),
	/** Change of the mean brightness by the refiner. */
	R_DRIFT("r_drift", "drift of the mean brightness"),
	/** Loss of the discriminator. */
	D_LOSS("d_loss", "loss of the discriminator"),
	/** Fraction of real patches that the discriminator classifies correctly. */
	D_REAL("d_real", "real patches that the discriminator classifies correctly"),
	/** Fraction of refined patches that the discriminator classifies correctly. */
	D_REFINED("d_refined", "refined patches that the discriminator classifies correctly"),
	/** Number of refined images in the history buffer. */
	BUFFER("buffer", "refined images in the history buffer");

	/** The name of a step. */
	public static final String UNIT = "step";

	private final String key;
	private final String title;

	RoundFigure(final String key, final String title) {
		this.key = key;
		this.title = title;
	}

	/** The figures that every file has. */
	static List<RoundFigure> always() {
		return Arrays.stream(values()).filter(f -> f != R_DRIFT).collect(Collectors.toList());
	}

	/** The figures that files of earlier versions lack. */
	static List<RoundFigure> later() {
		return List.of(R_DRIFT);
	}

	/** The columns of losses.csv. */
	static List<String> columns() {
		return Arrays.stream(values()).map(f -> f.key).collect(Collectors.toList());
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
