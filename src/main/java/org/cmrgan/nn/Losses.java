/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Losses on logits with their derivatives, in double precision and without overflow. They are computed here because
 * ND4J's softmax over the channels is wrong in the build with oneDNN.
 */
public final class Losses {
	private final double value;
	private final INDArray gradient;

	private Losses(final double value, final INDArray gradient) {
		this.value = value;
		this.gradient = gradient;
	}

	/** {@return the mean loss} */
	public double value() {
		return value;
	}

	/** {@return dLoss/dLogits, shaped like the logits; the caller closes it} */
	public INDArray gradient() {
		return gradient;
	}

	/**
	 * {@return the mean binary cross-entropy -t log s(l) - (1 - t) log(1 - s(l)), s(l) = 1 / (1 + exp(-l))}
	 *
	 * @param logits any shape
	 * @param targets the target probability of each logit, in [0, 1]
	 */
	public static Losses binary(final INDArray logits, final double... targets) {
		final double[] l = values(logits);
		if (targets.length != l.length)
			throw new IllegalArgumentException(l.length + " logits, " + targets.length + " targets");
		double sum = 0;
		final double[] gradient = new double[l.length];
		for (int i = 0; i < l.length; i++) {
			// log(1 + exp(l)) - t l, written so that exp cannot overflow.
			sum += Math.max(l[i], 0) - targets[i] * l[i] + Math.log1p(Math.exp(-Math.abs(l[i])));
			gradient[i] = (Logits.sigmoid(l[i]) - targets[i]) / l.length;
		}
		return new Losses(sum / l.length, array(gradient, logits));
	}

	/**
	 * {@return the mean cross-entropy of a softmax over the second axis: over classes for [images, classes], over maps
	 * at each pixel for [images, maps, height, width]}
	 *
	 * @param logits [images, classes] or [images, maps, height, width]
	 * @param target class of each image, for all of its pixels
	 */
	public static Losses softmax(final INDArray logits, final int... target) {
		return softmax(logits, 0, target);
	}

	/**
	 * {@return the mean cross-entropy with label smoothing: the target's probability is 1 - smoothing · (c - 1) / c,
	 * that of the others smoothing / c, for c classes (Szegedy et al. 2016, arXiv 1512.00567, section 7)}
	 *
	 * @param logits [images, classes] or [images, maps, height, width]
	 * @param smoothing from 0 to 1
	 * @param target class of each image, for all of its pixels
	 */
	public static Losses softmax(final INDArray logits, final double smoothing, final int... target) {
		final int n = (int) logits.size(0);
		final int classes = (int) logits.size(1);
		if (target.length != n) throw new IllegalArgumentException(n + " images, " + target.length + " targets");
		final double[] p = probabilities(logits);
		final int pixels = p.length / (n * classes);
		final double[] l = values(logits);
		double sum = 0;
		for (int image = 0; image < n; image++) for (int pixel = 0; pixel < pixels; pixel++) {
			final int first = image * classes * pixels + pixel;
			final double log = logOfSum(l, first, classes, pixels);
			for (int c = 0; c < classes; c++) {
				final int at = first + c * pixels;
				final double wanted = smoothing / classes + (c == target[image] ? 1 - smoothing : 0);
				sum += wanted * (log - l[at]);
				p[at] = (p[at] - wanted) / ((double) n * pixels);
			}
		}
		return new Losses(sum / ((double) n * pixels), array(p, logits));
	}

	/**
	 * {@return the softmax over the second axis, in the order of the logits}
	 *
	 * @param logits [images, classes] or [images, maps, height, width]
	 */
	public static double[] probabilities(final INDArray logits) {
		final double[] l = values(logits);
		final int n = (int) logits.size(0);
		final int classes = (int) logits.size(1);
		final int pixels = l.length / (n * classes);
		final double[] p = new double[l.length];
		for (int image = 0; image < n; image++) for (int pixel = 0; pixel < pixels; pixel++) {
			final int first = image * classes * pixels + pixel;
			final double log = logOfSum(l, first, classes, pixels);
			for (int c = 0; c < classes; c++) p[first + c * pixels] = Math.exp(l[first + c * pixels] - log);
		}
		return p;
	}

	private static double logOfSum(final double[] l, final int first, final int classes, final int pixels) {
		double max = Double.NEGATIVE_INFINITY;
		for (int c = 0; c < classes; c++) max = Math.max(max, l[first + c * pixels]);
		double sum = 0;
		for (int c = 0; c < classes; c++) sum += Math.exp(l[first + c * pixels] - max);
		return max + Math.log(sum);
	}

	/** The numbers of an array in c-order. */
	static double[] values(final INDArray array) {
		return array.ordering() == 'c' && !array.isView() ? array.data().asDouble() : array.dup('c').data().asDouble();
	}

	/** An array of the shape and type of another. */
	static INDArray array(final double[] values, final INDArray like) {
		return Nd4j.createFromArray(values).castTo(like.dataType()).reshape('c', like.shape());
	}
}
