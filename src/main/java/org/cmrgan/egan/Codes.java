/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.Arrays;

import org.apache.commons.math3.stat.descriptive.moment.Variance;

import org.cmrgan.data.PatchSet;
import org.cmrgan.metrics.PrincipalAxes;

/**
 * Codes of the training images of one class, by an active appearance model (Cootes, Edwards and Taylor 2001, doi
 * 10.1109/34.927467): the principal components of shape and appearance together. Shape is the deformation that brings
 * an image into the mean shape of all; appearance is the image in that shape, at the coarse size. Codes have mean 0 and
 * variance 1 over these images, so that codes drawn from N(0, I) describe new mixtures of them (as in GLO, Bojanowski
 * et al. 2018, whose codes are learned).
 */
final class Codes {
	private final PatchSet train;
	private final PatchSet appearance;
	/** Number of values of a shape. */
	private final int controls;
	/** Weight of shape relative to appearance: it makes their variances equal, as the model's authors do. */
	private final double weight;
	private final PrincipalAxes axes;
	private final double[][] codes;

	/**
	 * @param train coarse training images
	 * @param appearance the same images in the mean shape
	 * @param shapes by image: the deformation from the mean shape to that of the image; their mean is 0
	 * @param most largest length of a code; few images give fewer components
	 */
	Codes(final PatchSet train, final PatchSet appearance, final double[][] shapes, final int most) {
		this.train = train;
		this.appearance = appearance;
		controls = shapes[0].length;
		final double[][] pixels = new double[shapes.length][];
		for (int i = 0; i < pixels.length; i++) pixels[i] = Alignment.doubles(appearance.pixels(i));
		final double variance = variance(shapes);
		weight = variance > 0 ? Math.sqrt(variance(pixels) / variance) : 0;
		final double[][] both = new double[shapes.length][];
		for (int i = 0; i < both.length; i++) {
			both[i] = Arrays.copyOf(pixels[i], pixels[i].length + controls);
			for (int c = 0; c < controls; c++) both[i][pixels[i].length + c] = weight * shapes[i][c];
		}
		axes = new PrincipalAxes(both, most);
		codes = axes.project(both);
		for (final double[] code : codes)
			for (int k = 0; k < code.length; k++) code[k] = deviation(k) > 0 ? code[k] / deviation(k) : 0;
	}

	/** The total variance. */
	private static double variance(final double[]... rows) {
		double sum = 0;
		for (int k = 0; k < rows[0].length; k++) {
			final Variance one = new Variance();
			for (final double[] row : rows) one.increment(row[k]);
			sum += one.getResult();
		}
		return sum;
	}

	private double deviation(final int k) {
		return axes.deviations()[k];
	}

	/** Length of a code. */
	int length() {
		return axes.count();
	}

	/** Number of images. */
	int size() {
		return codes.length;
	}

	/** The code of a training image; must not be modified. */
	double[] code(final int i) {
		return codes[i];
	}

	/** The change of shape per component of a code: [length][controls]. */
	double[][] shapeModes() {
		final double[][] modes = new double[length()][controls];
		if (weight > 0) for (int k = 0; k < modes.length; k++) {
			final double[] axis = axes.axes()[k];
			for (int c = 0; c < controls; c++) modes[k][c] = deviation(k) * axis[axis.length - controls + c] / weight;
		}
		return modes;
	}

	/** The mean of the coarse images in the mean shape, before the tanh. */
	double[] meanAppearance() {
		return PrincipalAxes.mean(Alignment.logits(appearance));
	}

	/**
	 * The change of {@link #meanAppearance} per component of a code: [length][pixels], by least squares. No solver is
	 * needed, because the components of codes are uncorrelated.
	 */
	double[][] appearanceModes() {
		final double[][] logits = Alignment.logits(appearance);
		final double[][] modes = new double[length()][logits[0].length];
		for (int i = 0; i < codes.length; i++)
			for (int k = 0; k < modes.length; k++)
				for (int p = 0; p < logits[i].length; p++)
					modes[k][p] += codes[i][k] * logits[i][p] / (codes.length - 1);
		return modes;
	}

	/** A coarse training image; must not be modified. */
	float[] image(final int i) {
		return train.pixels(i);
	}
}
