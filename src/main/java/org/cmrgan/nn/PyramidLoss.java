/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.util.Arrays;

import org.cmrgan.nn.operation.Enlargement;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The distance between images at four scales: Σ over the levels of a Laplacian pyramid (Burt and Adelson 1983, doi
 * 10.1109/TCOM.1983.1095851) of the mean absolute difference. A level is the difference between a map and its 2x2
 * means, enlarged bilinearly; the last level is the means themselves. In double precision.
 */
public final class PyramidLoss implements AutoCloseable {
	/** Number of halvings if the sides are multiples of 8; otherwise fewer. */
	private static final int HALVINGS = 3;

	private final double value;
	private final INDArray gradient;

	private PyramidLoss(final double value, final INDArray gradient) {
		this.value = value;
		this.gradient = gradient;
	}

	/**
	 * {@return the loss of images against targets}
	 *
	 * @param images [images, channels, height, width]
	 * @param targets of the same shape
	 * @throws IllegalArgumentException if the shapes differ
	 */
	public static PyramidLoss of(final INDArray images, final INDArray targets) {
		final long[] shape = images.shape();
		if (shape.length != 4 || !Arrays.equals(shape, targets.shape()))
			throw new IllegalArgumentException(
					"images " + Arrays.toString(shape) + " and targets " + Arrays.toString(targets.shape()));
		final int halvings = Math.min(HALVINGS, Long.numberOfTrailingZeros(shape[2] | shape[3]));
		// The pyramid is linear: the pyramid of the difference is the difference of the pyramids.
		final double[] difference = Losses.values(images);
		final double[] to = Losses.values(targets);
		for (int i = 0; i < difference.length; i++) difference[i] -= to[i];
		final double[] gradient = new double[difference.length];
		final double sum = level(difference, gradient, halvings, shape[0] * shape[1], shape[2], shape[3]);
		return new PyramidLoss(sum, Losses.array(gradient, images));
	}

	/** The sum from a level on; sets the gradient with respect to the level's map. */
	private static double level(final double[] map, final double[] gradient, final int halvings, final long maps,
			final long height, final long width) {
		if (halvings == 0) return absolute(map, gradient);
		final Enlargement enlarge = new Enlargement(maps, height / 2, width / 2);
		final double[] means = means(map, (int) width);
		final double[] detail = enlarge.forward(means);
		for (int i = 0; i < detail.length; i++) detail[i] = map[i] - detail[i];
		final double sum = absolute(detail, gradient);
		final double[] coarse = new double[means.length];
		final double rest = level(means, coarse, halvings - 1, maps, height / 2, width / 2);
		final double[] back = enlarge.adjoint(gradient);
		for (int i = 0; i < gradient.length; i++) {
			final int at = mean(i, (int) width);
			gradient[i] += (coarse[at] - back[at]) / 4;
		}
		return sum + rest;
	}

	/** Mean absolute value; sets its gradient. */
	private static double absolute(final double[] map, final double... gradient) {
		double sum = 0;
		for (int i = 0; i < map.length; i++) {
			sum += Math.abs(map[i]);
			gradient[i] = Math.signum(map[i]) / map.length;
		}
		return sum / map.length;
	}

	private static double[] means(final double[] map, final int width) {
		final double[] means = new double[map.length / 4];
		for (int i = 0; i < map.length; i++) means[mean(i, width)] += map[i] / 4;
		return means;
	}

	/** The 2x2 mean that contains a pixel; maps of even height follow each other. */
	private static int mean(final int pixel, final int width) {
		return pixel / width / 2 * (width / 2) + pixel % width / 2;
	}

	/** {@return the loss} */
	public double value() {
		return value;
	}

	/** {@return dLoss/dImages, shaped like the images; closed with the loss} */
	public INDArray gradient() {
		return gradient;
	}

	/** Frees the gradient. */
	@Override
	public void close() {
		gradient.close();
	}
}
