/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

/**
 * The menu leaves: the names by which macros call the suite's commands, run.json records them and messages refer to
 * them. They are defined only here; {@code command.Commands} says what each does.
 */
public final class Menu {
	/** The suite's own menu, before a leaf. */
	public static final String SUITE = "Plugins>CMR GAN>";

	/** Writes simulated scans. */
	public static final String MAKE_PHANTOM = "Make Phantom Data";
	/** Writes subjects.csv from a folder of images. */
	public static final String NEW_STUDY = "New Study from Folder";
	/** Turns raw scans into a study. */
	public static final String PREPROCESS = "Preprocess MHA ROI";
	/** Trains one generator per class. */
	public static final String TRAIN_EGAN = "Train E-GAN";
	/** Generates synthetic images. */
	public static final String SYNTHESIZE_EGAN = "Synthesize E-GAN";
	/** Trains the refiner. */
	public static final String TRAIN_SIMGAN = "Train SimGAN";
	/** Refines synthetic images. */
	public static final String REFINE_SIMGAN = "Refine SimGAN";
	/** Measures whether synthetic images help a classifier. */
	public static final String EVALUATE = "Evaluate Augmentation";
	/** Measures how realistic, diverse and novel the synthetic images are. */
	public static final String QUALITY = "Image Quality Report";
	/** Writes the HTML report of a study. */
	public static final String REPORT = "Write Report";
	/** Writes a trained network for other programs. */
	public static final String EXPORT = "Export Model";
	/** Shows the images of a study side by side. */
	public static final String BROWSE = "Browse Study";
	/** Runs all stages in order. */
	public static final String PIPELINE = "Run Full Pipeline";
	/** Reports the hardware that computes. */
	public static final String BACKEND = "Backend Report";
	/** Opens the documentation. */
	public static final String HELP = "CMR GAN Help";
	/** Opens an .mha or .mhd file. */
	public static final String OPEN_METAIMAGE = "Open MetaImage";
	/** Writes the active image as .mha or .mhd. */
	public static final String SAVE_METAIMAGE = "Save MetaImage";
	/** Opens a simulated native T1 map. */
	public static final String SAMPLE_PHANTOM = "Cardiac T1 Phantom";

	private Menu() {}
}
