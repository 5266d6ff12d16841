/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.RunContext;

/** Where the experiment gets its images; what makes missing ones is behind it. */
public interface TrainingSets {
	/** The real images of all folds, each with subject, label and test fold from 1. */
	PatchSet real();

	/** The same images with the intensities that the networks of a fold see; its test subjects have no part in them. */
	default PatchSet real(final int fold) {
		return real();
	}

	/** Whether intensities are a measurement, as T1 in ms is, so that a shift of a whole patch may be a sign of disease. */
	default boolean isMeasured() {
		return false;
	}

	/** The positive label, one of the two. */
	String positive();

	/**
	 * E-GAN images for a fold, from networks that saw none of its test subjects; trains them first if they are missing.
	 *
	 * @param fold the test fold, from 1
	 * @param multiple how many times the real training images of each label are needed
	 */
	AddedImages synthetic(int fold, int multiple, RunContext context);

	/** The same, refined by the SimGAN refiner of the fold, image for image. */
	AddedImages refined(int fold, int multiple, RunContext context);

	/** Mosaics of registered real images for a fold, of none of its test subjects. */
	AddedImages mosaics(int fold, int multiple, RunContext context);
}
