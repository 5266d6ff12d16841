/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.run;

/**
 * The menu leaves: the names by which macros call the suite's commands, run.json records them and messages refer to them.
 * The one place where they stand; {@code command.Commands} says what is behind each.
 */
public final class Menu {
	/** The suite's own menu, before a leaf. */
	public static final String SUITE = "Plugins>CMR GAN>";

	public static final String MAKE_PHANTOM = "Make Phantom Data";
	public static final String NEW_STUDY = "New Study from Folder";
	public static final String PREPROCESS = "Preprocess MHA ROI";
	public static final String TRAIN_EGAN = "Train E-GAN";
	public static final String SYNTHESIZE_EGAN = "Synthesize E-GAN";
	public static final String TRAIN_SIMGAN = "Train SimGAN";
	public static final String REFINE_SIMGAN = "Refine SimGAN";
	public static final String EVALUATE = "Evaluate Augmentation";
	public static final String QUALITY = "Image Quality Report";
	public static final String REPORT = "Write Report";
	public static final String EXPORT = "Export Model";
	public static final String BROWSE = "Browse Study";
	public static final String PIPELINE = "Run Full Pipeline";
	public static final String BACKEND = "Backend Report";
	public static final String HELP = "CMR GAN Help";
	public static final String OPEN_METAIMAGE = "Open MetaImage";
	public static final String SAVE_METAIMAGE = "Save MetaImage";
	public static final String SAMPLE_PHANTOM = "Cardiac T1 Phantom";

	private Menu() {}
}
