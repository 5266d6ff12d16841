/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.Optional;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;
import org.apache.commons.math3.linear.RealMatrix;

/**
 * Fréchet inception distance (Heusel et al. 2017): ‖μ_r − μ_g‖² + Tr(S_r + S_g − 2 (S_r S_g)^½). The features are first
 * projected onto the first principal components of the real set, because a covariance needs far more images than
 * dimensions. The distance is biased upwards for small sets. Rely on {@link KernelDistance}; this figure is for
 * comparison with other work.
 */
public final class FrechetDistance {
	/** Below this number of images per dimension, the bias is as large as typical differences. */
	private static final int IMAGES_PER_DIMENSION = 10;

	private final double value;
	private final int dimensions;
	private final int images;

	/**
	 * @param real features [n][d], at least 3 rows
	 * @param fake features [m][d], at least 3 rows
	 * @param most principal components to keep, 16 to 32 for some hundred images
	 */
	public FrechetDistance(final double[][] real, final double[][] fake, final int most) {
		Distances.check(real, fake, 3);
		final PrincipalAxes axes = new PrincipalAxes(real, most);
		dimensions = axes.count();
		images = Math.min(real.length, fake.length);
		value = distance(axes.project(real), axes.project(fake));
	}

	/** {@return the distance in squared units of the features; 0 for equal means and covariances} */
	public double value() {
		return value;
	}

	/** {@return the number of principal components kept} */
	public int dimensions() {
		return dimensions;
	}

	/** {@return a warning to print beside the figure if there are too few images for a reliable one} */
	public Optional<String> warning() {
		if (images >= IMAGES_PER_DIMENSION * dimensions) return Optional.empty();
		return Optional
				.of("only " + images + " images for " + dimensions + " dimensions: too few, FID is biased upwards");
	}

	/** The distance between Gaussians fitted to two sets, without a projection. */
	static double distance(final double[][] real, final double[][] fake) {
		final double[] meanR = PrincipalAxes.mean(real);
		final double[] meanG = PrincipalAxes.mean(fake);
		double sum = 0;
		for (int k = 0; k < meanR.length; k++) sum += (meanR[k] - meanG[k]) * (meanR[k] - meanG[k]);
		final RealMatrix sR = covariance(real, meanR);
		final RealMatrix sG = covariance(fake, meanG);
		// (S_r S_g)^½ has the trace of (S_r^½ S_g S_r^½)^½, which is symmetric.
		final RealMatrix root = root(sR);
		final RealMatrix product = root.multiply(sG).multiply(root);
		double traceOfRoot = 0;
		for (final double v : new EigenDecomposition(symmetric(product)).getRealEigenvalues())
			traceOfRoot += Math.sqrt(Math.max(0, v));
		return sum + sR.getTrace() + sG.getTrace() - 2 * traceOfRoot;
	}

	private static RealMatrix root(final RealMatrix s) {
		final EigenDecomposition e = new EigenDecomposition(s);
		final double[] values = e.getRealEigenvalues();
		final RealMatrix v = e.getV();
		final RealMatrix scaled = v.copy();
		for (int j = 0; j < values.length; j++) {
			final double factor = Math.sqrt(Math.max(0, values[j]));
			for (int i = 0; i < values.length; i++) scaled.multiplyEntry(i, j, factor);
		}
		return symmetric(scaled.multiply(v.transpose()));
	}

	/** Rounding leaves a slight asymmetry, which would select the slow general path of the decomposition. */
	private static RealMatrix symmetric(final RealMatrix m) {
		return m.add(m.transpose()).scalarMultiply(0.5);
	}

	private static RealMatrix covariance(final double[][] x, final double[] mean) {
		return new Array2DRowRealMatrix(PrincipalAxes.covariance(x, mean), false);
	}
}
