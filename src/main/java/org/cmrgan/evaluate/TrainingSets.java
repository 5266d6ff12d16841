/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

import org.cmrgan.data.PatchSet;
import org.cmrgan.run.RunContext;

/** Provides the images of the experiment, and makes missing ones. */
public interface TrainingSets {
	/** {@return the real images of all folds, each with subject, label and test fold from 1} */
	PatchSet real();

	/**
	 * {@return the real images with the intensities that the networks of a fold see; these do not depend on the fold's test subjects}
	 *
	 * @param fold the test fold, from 1
	 */
	default PatchSet real(final int fold) {
		return real();
	}

	/**
	 * {@return true if intensities are measurements, such as T1 in ms, so that the mean of a patch may be a sign of disease}
	 */
	default boolean isMeasured() {
		return false;
	}

	/** {@return the positive label} */
	String positive();

	/**
	 * {@return E-GAN images for a fold, from networks that saw none of its test subjects. Missing networks are trained first}
	 *
	 * @param fold the test fold, from 1
	 * @param multiple how many times the real training images of each label are needed
	 * @param context receives progress and messages, and checks for a request to stop
	 */
	AddedImages synthetic(int fold, int multiple, RunContext context);

	/**
	 * {@return the E-GAN images of a fold, each refined by the SimGAN refiner of the fold}
	 *
	 * @param fold the test fold, from 1
	 * @param multiple how many times the real training images of each label are needed
	 * @param context receives progress and messages, and checks for a request to stop
	 */
	AddedImages refined(int fold, int multiple, RunContext context);

	/**
	 * {@return mosaics of registered real images for a fold, from none of its test subjects}
	 *
	 * @param fold the test fold, from 1
	 * @param multiple how many times the real training images of each label are needed
	 * @param context receives progress and messages, and checks for a request to stop
	 */
	AddedImages mosaics(int fold, int multiple, RunContext context);
}
