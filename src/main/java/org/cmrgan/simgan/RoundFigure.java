/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

import org.cmrgan.train.StepFigure;

/** What SimGAN measures in each step: the columns of its losses.csv. */
public enum RoundFigure implements StepFigure {
	/** 1 while the refiner is pre-trained, 2 while the discriminator is, then 3. */
	PHASE("phase", "phase"),
	R_ADVERSARIAL("r_adversarial", "refiner, adversarial"),
	R_CHANGE("r_change", "mean |R(x) − x|"),
	R_DRIFT("r_drift", "mean change of local means"),
	D_LOSS("d_loss", "discriminator"),
	D_REAL("d_real", "on real images"),
	D_REFINED("d_refined", "on refined images"),
	BUFFER("buffer", "images in the history buffer");

	/** The word for a step. */
	public static final String UNIT = "step";

	private final String key;
	private final String title;

	RoundFigure(final String key, final String title) {
		this.key = key;
		this.title = title;
	}

	/** Those that every file has. */
	static List<RoundFigure> always() {
		return Arrays.stream(values()).filter(f -> f != R_DRIFT).collect(Collectors.toList());
	}

	/** Those that files of earlier versions lack. */
	static List<RoundFigure> later() {
		return List.of(R_DRIFT);
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
