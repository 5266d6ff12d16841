/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.io;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.cmrgan.run.UserError;

import ij.measure.Calibration;

/** The lengths in ImageJ's calibration, of an open image or of a TIFF file. */
public final class ImageScale {
	/** Words that mean that there is no unit. */
	private static final List<String> PIXELS = List.of("", "pixel", "pixels", "px", "voxel", "voxels");

	private ImageScale() {}

	/**
	 * {@return false for an image that is measured in pixels}
	 *
	 * @param calibration of the image
	 */
	public static boolean isKnown(final Calibration calibration) {
		return !isPixels(calibration.getXUnit()) && !isPixels(calibration.getYUnit());
	}

	/**
	 * {@return the pixel spacing along x and y in mm; empty for an image that is measured in pixels}
	 *
	 * @param title name of the image, for the error
	 * @param calibration of the image
	 * @throws UserError if the unit is not a unit of length
	 */
	public static Optional<double[]> pixelSize(final String title, final Calibration calibration) {
		if (!isKnown(calibration)) return Optional.empty();
		return Optional.of(new double[] { millimetres(title, calibration.pixelWidth, calibration.getXUnit()),
				millimetres(title, calibration.pixelHeight, calibration.getYUnit()) });
	}

	/**
	 * {@return a length in mm; 1 for an axis that is measured in pixels}
	 *
	 * @param title name of the image, for the error
	 * @param length in the unit
	 * @param unit ImageJ's unit of the axis
	 * @throws UserError if the unit is not a unit of length
	 */
	public static double millimetres(final String title, final double length, final String unit) {
		if (isPixels(unit)) return 1;
		return LengthUnit.named(unit).orElseThrow(() -> UserError.of(
				"The pixel size of %s is given in %s, which is not a unit of length: set it in mm with Image>Properties.",
				title, unit)).toMillimetres(length);
	}

	private static boolean isPixels(final String unit) {
		return unit == null || PIXELS.contains(unit.trim().toLowerCase(Locale.ROOT));
	}
}
