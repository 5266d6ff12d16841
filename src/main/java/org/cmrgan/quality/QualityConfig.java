/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.quality;

import java.util.List;
import java.util.Map;

import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;

/** All settings of the quality figures, with their defaults in each preset. Immutable. */
public final class QualityConfig {
	static final Key<Integer> SUBSETS = Key.integer("subsets", "random subsets per KID estimate", 2, 10_000).or(30, 100,
			100);
	static final Key<Integer> SUBSET_SIZE = Key
			.integer("subset_images", "images per KID subset from each set; small sets use fewer", 4, 100_000)
			.or(50, 100, 100);
	static final Key<Integer> PERMUTATIONS = Key.integer("permutations", "permutations per p-value", 19, 100_000)
			.or(199, 999, 999);
	static final Key<Integer> DIMENSIONS = Key
			.integer("dimensions", "principal components of the features used for FID", 1, 512).or(16);
	static final Key<Integer> DIRECTIONS = Key
			.integer("directions", "random projections for the sliced Wasserstein distance", 1, 10_000)
			.or(64, 256, 256);
	static final Key<Integer> PAIRS = Key.integer("pairs", "image pairs used for MS-SSIM", 1, 1_000_000).or(300, 2000,
			2000);
	static final Key<Integer> SHIFT = Key.integer("shift", "largest shift in the search for near-copies", 0, 16)
			.in("pixels").or(1, 2, 2);
	static final Key<Integer> GALLERY = Key.integer("gallery", "number of closest pairs shown for each set", 1, 100)
			.or(8);

	static final Key<Integer> EXTRACTOR = Key
			.integer("extractor_steps",
					"training steps of the classifier that provides a second set of features; 0 skips it", 0, 100_000)
			.or(100, 400, 400);

	/** All keys. */
	public static final List<Key<?>> KEYS = List.of(Settings.PRESET, SUBSETS, SUBSET_SIZE, PERMUTATIONS, DIMENSIONS,
			DIRECTIONS, PAIRS, SHIFT, GALLERY, EXTRACTOR);

	/** Neighbours of precision and recall (Kynkäänniemi et al. 2019). */
	static final int PRECISION_NEIGHBOURS = 3;
	/** Neighbours of density and coverage (Naeem et al. 2020). */
	static final int COVERAGE_NEIGHBOURS = 5;

	private final Settings settings;

	private QualityConfig(final Settings settings) {
		this.settings = settings;
	}

	/**
	 * {@return the checked settings}
	 *
	 * @param given text by key name; an absent or blank one takes the preset's default
	 * @throws org.cmrgan.run.UserError naming every value that is not valid
	 */
	public static QualityConfig of(final Map<String, String> given) {
		return of(Settings.parse(KEYS, given));
	}

	/**
	 * {@return the settings of the quality figures among those of a command}
	 *
	 * @param settings contain all of {@link #KEYS}; others are ignored
	 */
	public static QualityConfig of(final Settings settings) {
		return new QualityConfig(settings.part(KEYS));
	}

	int subsets() {
		return settings.get(SUBSETS);
	}

	int subsetSize() {
		return settings.get(SUBSET_SIZE);
	}

	int permutations() {
		return settings.get(PERMUTATIONS);
	}

	int dimensions() {
		return settings.get(DIMENSIONS);
	}

	int directions() {
		return settings.get(DIRECTIONS);
	}

	int pairs() {
		return settings.get(PAIRS);
	}

	/** In pixels. */
	int shift() {
		return settings.get(SHIFT);
	}

	int gallery() {
		return settings.get(GALLERY);
	}

	/** Optimiser steps of the classifier behind the second set of features; 0 for none. */
	int extractorSteps() {
		return settings.get(EXTRACTOR);
	}

	/** {@return all values, for run.json} */
	public Settings settings() {
		return settings;
	}
}
