/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.cmrgan.data.PositiveLabel;
import org.cmrgan.data.Subjects;
import org.cmrgan.run.Key;
import org.cmrgan.run.Settings;

/** How raw scans become patches. Immutable; every value is checked by {@link #of}. */
public final class PreprocessConfig {
	/** The table of scans, or its folder. */
	public static final Key<String> INPUT = Key.path("input",
			"folder that contains subjects.csv, or a CSV with columns image, mask, subject, label");
	/** Side length of a patch in pixels, a multiple of 16. */
	public static final Key<Integer> SIZE = Key.integer("size", "side length of a patch", 16, 512)
			.checked("a multiple of 16", PreprocessConfig::complaint).or(80).in("pixels");
	static final Key<Double> SPACING = Key.number("spacing", "pixel spacing of a patch", 0.1, 10).or(1.2).in("mm");
	static final Key<String> WINDOW = Key.choice("window", "intensity window: the values that are mapped to -1 and 1",
			"auto", "t1", "percentile", "minmax").or("auto");
	static final Key<String> SCOPE = Key.choice("scope",
			"where a percentile or minmax window comes from: each image, or the study's training images of each fold",
			"image", "study").or("image");
	static final Key<Double> MARGIN = Key.number("margin", "margin around the region of interest", 0, 200).or(8.0)
			.in("mm");
	/** The interpolation for resampling. */
	public static final Key<String> INTERPOLATION = Key
			.choice("interpolation", "interpolation used for resampling", "linear", "cubic", "nearest").or("linear");
	/** Number of folds. */
	public static final Key<Integer> FOLDS = Key
			.integer("folds", "number of cross-validation folds; all images of a subject are in one fold", 2, 100)
			.or(4);
	/** True to skip unusable files, however many they are. */
	public static final Key<Boolean> ALLOW_SKIPS = Key
			.flag("allow_skips", "skip unusable files, however many there are").or(false);
	static final Key<Double> MASK_LABEL = Key
			.numberOrAuto("mask_label",
					"mask value of the myocardium, such as 2; auto takes the only label in the mask", 1, 1_000_000)
			.or(Double.NaN);
	static final Key<Boolean> RESCALE = Key
			.flag("rescale", "apply ElementToIntensityFunctionSlope and Offset from the headers").or(false);
	static final Key<String> VOXEL = Key
			.text("voxel", "pixel spacing of images whose files do not give it: 1.2, 0.9x1.1 or 0.9x1.1x8")
			.checked("one to three numbers above 0 with x between them",
					text -> text.isEmpty() || Spacing.parse(text).isPresent() ? "" : "is not a distance")
			.or("").in("mm");
	/** Random seed of the folds. */
	public static final Key<Long> SEED = Key.seed("seed", "random seed of the folds").or(1L);

	/** All keys. */
	public static final List<Key<?>> KEYS = List.of(INPUT, SIZE, SPACING, WINDOW, SCOPE, MARGIN, INTERPOLATION, FOLDS,
			PositiveLabel.KEY, Subjects.AS_WRITTEN, ALLOW_SKIPS, MASK_LABEL, RESCALE, VOXEL, SEED);

	/** The side is a multiple of this, because the generator doubles its maps four times. */
	private static final int STEP = 16;

	private final Settings settings;

	private PreprocessConfig(final Settings settings) {
		this.settings = settings;
	}

	/**
	 * {@return the checked settings}
	 *
	 * @param given text by key name; what is absent or blank takes its default, but {@code input} must be given
	 * @throws org.cmrgan.run.UserError naming every value that is not valid
	 */
	public static PreprocessConfig of(final Map<String, String> given) {
		return of(Settings.parse(KEYS, given));
	}

	/**
	 * {@return the settings of preprocessing among those of a command}
	 *
	 * @param settings contain all of {@link #KEYS}; others are ignored
	 */
	public static PreprocessConfig of(final Settings settings) {
		return new PreprocessConfig(settings.part(KEYS));
	}

	private static String complaint(final int size) {
		return size % STEP == 0
				? ""
				: String.format(Locale.ROOT, "is not a multiple of %d, as the networks require (%d is)", STEP,
						Math.max(STEP, (size + STEP / 2) / STEP * STEP));
	}

	/** {@return the folder or CSV file, as the user gave it} */
	public String input() {
		return settings.get(INPUT);
	}

	/** {@return the side length of a patch, pixels} */
	public int size() {
		return settings.get(SIZE);
	}

	/** {@return the pixel spacing of a patch, mm} */
	public double spacing() {
		return settings.get(SPACING);
	}

	/** The kind of window: auto, t1, percentile or minmax. */
	String window() {
		return settings.get(WINDOW);
	}

	/**
	 * True if a percentile or minmax window comes from each fold's training images; false if each image has its own.
	 */
	boolean isWindowOfStudy() {
		return settings.get(SCOPE).equals("study");
	}

	/** Margin in mm around the square region of interest that should fit into the patch. */
	double margin() {
		return settings.get(MARGIN);
	}

	/** The interpolation: linear, cubic or nearest. */
	String interpolation() {
		return settings.get(INTERPOLATION);
	}

	int folds() {
		return settings.get(FOLDS);
	}

	/** The label of the diseased class as given, or "auto". */
	String positive() {
		return settings.get(PositiveLabel.KEY);
	}

	/** {@return true if subjects with similar names are different people} */
	public boolean subjectsAsWritten() {
		return settings.get(Subjects.AS_WRITTEN);
	}

	/** The label of the heart in masks, or NaN for the only one in a mask. */
	double maskLabel() {
		return settings.get(MASK_LABEL);
	}

	/** True to apply slope and offset of a header to its numbers. */
	boolean isRescaled() {
		return settings.get(RESCALE);
	}

	/** Pixel spacing in mm of files that do not state it, for one axis to three; empty if the user gave none. */
	Optional<double[]> voxel() {
		return Spacing.parse(settings.get(VOXEL));
	}

	boolean allowSkips() {
		return settings.get(ALLOW_SKIPS);
	}

	/** {@return the random seed of the folds} */
	public long seed() {
		return settings.get(SEED);
	}

	/** {@return all values, for run.json} */
	public Settings settings() {
		return settings;
	}
}
