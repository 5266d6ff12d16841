/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.preprocess;

import java.util.Arrays;
import java.util.Optional;

import org.cmrgan.io.GeometryPart;
import org.cmrgan.io.MetaImage;

/** The pixel spacing that a user gives for files that do not contain it, such as PNG. */
final class Spacing {
	private static final int MOST_AXES = 3;
	/** Tolerance for spacings, which headers round. */
	private static final double SAME = 0.01;

	private Spacing() {}

	/**
	 * Parses mm from "1.2", "0.9x1.1" or "0.9x1.1x8", also with spaces, stars or semicolons between; empty for any
	 * other text.
	 */
	static Optional<double[]> parse(final String text) {
		final String[] parts = text.trim().split("\\s*[x×*;]\\s*|\\s+", -1);
		if (parts.length > MOST_AXES) return Optional.empty();
		final double[] out = new double[parts.length];
		for (int i = 0; i < out.length; i++) {
			// A comma is the decimal mark of many spreadsheets.
			if (!parts[i].matches("\\d+([.,]\\d*)?|[.,]\\d+")) return Optional.empty();
			out[i] = Double.parseDouble(parts[i].replace(',', '.'));
			if (!(out[i] > 0 && out[i] < Double.POSITIVE_INFINITY)) return Optional.empty();
		}
		return Optional.of(out);
	}

	/**
	 * The image with the spacing of its line in the table, otherwise with that for all images without one.
	 *
	 * @throws Unusable if the file states another spacing than the table
	 */
	static MetaImage of(final MetaImage image, final Source source, final Optional<double[]> otherwise)
			throws Unusable {
		final boolean stated = image.states(GeometryPart.SPACING);
		if (source.spacing().length > 0) {
			final double[] wanted = of(image, source.spacing());
			if (!stated) return image.withSpacing(wanted);
			for (int axis = 0; axis < 2; axis++)
				if (Math.abs(image.spacing()[axis] / wanted[axis] - 1) > SAME)
					throw new Unusable(
							"image %s has a spacing of %s mm in its file and another in the column spacing: clear the cell, or correct the file",
							source.name(), Arrays.toString(image.spacing()));
			return image;
		}
		return stated || otherwise.isEmpty() ? image : image.withSpacing(of(image, otherwise.get()));
	}

	/** One number applies to both axes of the plane; slices keep theirs unless three are given. */
	private static double[] of(final MetaImage image, final double[] given) {
		final double[] out = image.spacing();
		for (int axis = 0; axis < out.length; axis++)
			if (axis < given.length || axis < 2) out[axis] = given[Math.min(axis, given.length - 1)];
		return out;
	}
}
