/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.report;

import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.cmrgan.egan.EGanConfig;
import org.cmrgan.evaluate.EvaluateConfig;
import org.cmrgan.preprocess.PreprocessConfig;
import org.cmrgan.quality.QualityConfig;
import org.cmrgan.run.Key;
import org.cmrgan.run.Preset;
import org.cmrgan.run.Settings;
import org.cmrgan.simgan.SimGanConfig;

/** A stage whose settings a report states. */
public enum Stage {
	/** Raw scans to patches. */
	PREPROCESS("Preprocessing", given -> PreprocessConfig.of(given).settings(), List.of(),
			List.of(PreprocessConfig.INPUT)),
	/** Generators. */
	EGAN("E-GAN", given -> EGanConfig.of(given).settings(), EGanConfig.SIZES, List.of()),
	/** Refiners. */
	SIMGAN("SimGAN", given -> SimGanConfig.of(given).settings(), SimGanConfig.SIZES, List.of()),
	/** Classifiers with and without augmentation. */
	EVALUATE("Evaluation", given -> EvaluateConfig.of(given).settings(), EvaluateConfig.SIZES,
			List.of(EvaluateConfig.WEIGHTS)),
	/** Image quality. */
	QUALITY("Image quality", given -> QualityConfig.of(given).settings(), List.of(), List.of());

	private final String title;
	private final Function<Map<String, String>, Settings> reader;
	private final List<Key<? extends Number>> sizes;
	private final List<Key<?>> paths;

	Stage(final String title, final Function<Map<String, String>, Settings> reader,
			final List<Key<? extends Number>> sizes, final List<Key<?>> paths) {
		this.title = title;
		this.reader = reader;
		this.sizes = sizes;
		this.paths = paths;
	}

	/** {@return the name in the report} */
	public String title() {
		return title;
	}

	/**
	 * The checked values of a run.
	 *
	 * @param given text by macro key, as in run.json
	 * @throws org.cmrgan.run.UserError naming every value that is not valid
	 */
	Settings settings(final Map<String, String> given) {
		return reader.apply(given);
	}

	/** The published settings. */
	Settings published() {
		return reader.apply(Map.of(Settings.PRESET.name(), Preset.PAPER.key()));
	}

	/**
	 * Keys of which a lower value than published means a smaller network or a shorter training; empty if nothing is
	 * published.
	 */
	List<Key<? extends Number>> sizes() {
		return sizes;
	}

	/** Keys that hold paths of the computer it ran on. */
	List<Key<?>> paths() {
		return paths;
	}
}
