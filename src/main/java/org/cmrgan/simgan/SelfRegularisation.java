/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The penalty on changes by the refiner: lambda times the mean of |R(x) - x| over all pixels of the batch (Fu et al.
 * 2021, second term of eq. 3, with the identity as psi), and, beyond the paper, a weight times the same of the local
 * means, with the mean of blocks of 8 x 8 pixels as psi. The first term lets a few pixels change much. The second keeps
 * the mean T1 of a region while its texture changes.
 * <p>
 * The papers sum over pixels in one term and over patches in the other, so that their lambda depends on the image size,
 * and in ports also on the batch size. Here both terms are means; {@link #lambdaOfSums} gives the papers' number.
 */
final class SelfRegularisation implements AutoCloseable {
	/** Side of the blocks in pixels; blocks at the right and lower edge may be smaller. */
	static final int BLOCK = 8;

	private final double lambda;
	private final double means;
	private final double change;
	private final double drift;
	private final INDArray gradient;

	private SelfRegularisation(final double lambda, final double means, final double change, final double drift,
			final INDArray gradient) {
		this.lambda = lambda;
		this.means = means;
		this.change = change;
		this.drift = drift;
		this.gradient = gradient;
	}

	/**
	 * @param refined R(x), [n, 1, h, w]
	 * @param synthetic x, of the same shape
	 * @param lambda weight of the mean change
	 * @param means weight of the mean change of local means
	 */
	static SelfRegularisation of(final INDArray refined, final INDArray synthetic, final double lambda,
			final double means) {
		final int height = (int) refined.size(2);
		final int width = (int) refined.size(3);
		final double[] y = refined.dup('c').data().asDouble();
		final double[] x = synthetic.dup('c').data().asDouble();
		final double[] slope = new double[y.length];
		double change = 0;
		double drift = 0;
		for (int image = 0; image < y.length; image += width * height)
			for (int top = 0; top < height; top += BLOCK) for (int left = 0; left < width; left += BLOCK) {
				final int bottom = Math.min(height, top + BLOCK);
				final int right = Math.min(width, left + BLOCK);
				double sum = 0;
				for (int row = top; row < bottom; row++)
					for (int i = image + row * width + left; i < image + row * width + right; i++) {
						sum += y[i] - x[i];
						change += Math.abs(y[i] - x[i]);
					}
				// A block is weighted by its number of pixels, so that |mean| times this number is the |sum|.
				drift += Math.abs(sum);
				for (int row = top; row < bottom; row++)
					for (int i = image + row * width + left; i < image + row * width + right; i++)
						slope[i] = (lambda * Math.signum(y[i] - x[i]) + means * Math.signum(sum)) / y.length;
			}
		final INDArray gradient = Nd4j.createFromArray(slope).castTo(refined.dataType()).reshape('c', refined.shape());
		return new SelfRegularisation(lambda, means, change / y.length, drift / y.length, gradient);
	}

	/**
	 * The lambda of eq. 3 as printed (sums over the pixels and over the patches of one image) that is equivalent to
	 * {@code lambda}.
	 */
	static double lambdaOfSums(final double lambda, final int pixels, final int patches) {
		return lambda * patches / pixels;
	}

	/** Mean |R(x) - x|, without lambda, in units of the networks' intensity [-1, 1]. */
	double change() {
		return change;
	}

	/** Mean |local mean of R(x) - x|, without its weight. */
	double drift() {
		return drift;
	}

	/** Both terms with their weights. */
	double loss() {
		return lambda * change + means * drift;
	}

	/** Derivative of {@link #loss()} with respect to R(x); 0 where nothing changed. */
	INDArray gradient() {
		return gradient;
	}

	/** Frees the gradient. */
	@Override
	public void close() {
		gradient.close();
	}
}
