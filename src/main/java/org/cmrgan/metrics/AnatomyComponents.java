/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/**
 * The principal components of images at low resolution, where all texture is averaged away. Each is divided by its
 * standard deviation over a reference set. The low resolution is that of means over a grid of 20x20 cells, 4x4 pixels
 * each at 80x80. The component k of an image x is c_k = a_kᵀ (B x − μ) / σ_k. Here B x are the means, μ is their mean
 * over the reference set, a_k are its principal axes, and σ_k its standard deviations along them.
 * <p>
 * A {@link KernelDistance} on them tells whether two sets show the same anatomy, however blurred or noisy either is.
 */
public final class AnatomyComponents {
	/** Name of these components, printed with every figure that uses them. */
	public static final String NAME = "anatomy components";

	private static final int CELLS = 20;
	private static final int MOST = 32;

	private final int width;
	private final int height;
	/** The cell of each pixel. */
	private final int[] cell;
	private final double[] pixelsInCell;
	private final PrincipalAxes axes;

	/**
	 * @param reference row-major images of one size, at least 2: the training images of a class
	 * @param width image width, pixels
	 * @param height image height, pixels
	 * @param most number of components to keep at most
	 */
	public AnatomyComponents(final float[][] reference, final int width, final int height, final int most) {
		this.width = width;
		this.height = height;
		final int columns = Math.min(CELLS, width);
		final int rows = Math.min(CELLS, height);
		cell = new int[width * height];
		pixelsInCell = new double[columns * rows];
		for (int y = 0; y < height; y++) for (int x = 0; x < width; x++) {
			final int c = y * rows / height * columns + x * columns / width;
			cell[y * width + x] = c;
			pixelsInCell[c]++;
		}
		axes = new PrincipalAxes(means(reference), most);
	}

	/**
	 * {@return the components used for figures: the first 32, and at most half as many as there are reference images,
	 * because axes determined by a few images do not generalise}
	 *
	 * @param reference row-major images of one size, at least 2
	 * @param width image width, pixels
	 * @param height image height, pixels
	 */
	public static AnatomyComponents forFigures(final float[][] reference, final int width, final int height) {
		return new AnatomyComponents(reference, width, height, Math.max(1, Math.min(MOST, reference.length / 2)));
	}

	/** {@return the number of components} */
	public int count() {
		return axes.count();
	}

	/**
	 * Projects images onto the components.
	 *
	 * @param images row-major, of the size of the reference images
	 * @return [image][component]; over the reference set, mean 0 and variance 1
	 */
	public double[][] of(final float[][] images) {
		final double[][] out = axes.project(means(images));
		for (final double[] row : out) for (int k = 0; k < row.length; k++) row[k] /= deviation(k);
		return out;
	}

	/**
	 * {@return the gradient of a function of the components of an image, with respect to its pixels}
	 *
	 * @param byComponent the derivative with respect to each component
	 */
	public float[] transpose(final double[] byComponent) {
		final double[] byCell = new double[pixelsInCell.length];
		for (int k = 0; k < byComponent.length; k++) {
			final double[] axis = axes.axes()[k];
			final double factor = byComponent[k] / deviation(k);
			for (int c = 0; c < byCell.length; c++) byCell[c] += factor * axis[c];
		}
		final float[] out = new float[cell.length];
		for (int i = 0; i < out.length; i++) out[i] = (float) (byCell[cell[i]] / pixelsInCell[cell[i]]);
		return out;
	}

	/**
	 * {@return the spread of components: the mean of their standard deviations, 1 for the reference set}
	 *
	 * @param components [image][component]
	 */
	public static double spread(final double[][] components) {
		final double[] mean = PrincipalAxes.mean(components);
		double sum = 0;
		for (int k = 0; k < mean.length; k++) {
			double squares = 0;
			for (final double[] row : components) squares += (row[k] - mean[k]) * (row[k] - mean[k]);
			sum += Math.sqrt(squares / (components.length - 1));
		}
		return sum / mean.length;
	}

	/** Along an axis without variance, which is kept only if there is no other, all components are 0. */
	private double deviation(final int k) {
		final double d = axes.deviations()[k];
		return d > 0 ? d : Double.POSITIVE_INFINITY;
	}

	private double[][] means(final float[][] images) {
		final double[][] out = new double[images.length][pixelsInCell.length];
		for (int i = 0; i < out.length; i++) {
			if (images[i].length != cell.length)
				throw new IllegalArgumentException(images[i].length + " pixels for " + width + "x" + height);
			for (int p = 0; p < cell.length; p++) out[i][cell[p]] += images[i][p] / pixelsInCell[cell[p]];
		}
		return out;
	}
}
