/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

import java.util.Arrays;

import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.EigenDecomposition;

/** The directions in which a set of vectors varies most, as unit vectors, strongest first. */
public final class PrincipalAxes {
	private static final double RIDGE = 1e-9;

	private final double[] mean;
	private final double[][] axes;
	private final double[] deviations;

	/**
	 * @param x vectors [n][d], at least 2
	 * @param most axes to keep; directions without variance are left out, but for one
	 */
	public PrincipalAxes(final double[][] x, final int most) {
		mean = mean(x);
		final int n = x.length;
		final int d = mean.length;
		// The n×n Gram matrix has the same axes as the covariance, and is smaller when there are fewer vectors than features.
		final boolean few = d > n;
		final double[][] matrix = few ? gram(x, mean) : covariance(x, mean);
		double trace = 0;
		for (int i = 0; i < matrix.length; i++) trace += matrix[i][i];
		// Otherwise the decomposition may not converge if many eigenvalues are 0 except for rounding.
		final double ridge = RIDGE * trace / matrix.length;
		for (int i = 0; i < matrix.length; i++) matrix[i][i] += ridge;
		final EigenDecomposition e = new EigenDecomposition(new Array2DRowRealMatrix(matrix, false));
		final double[] values = e.getRealEigenvalues();
		for (int i = 0; i < values.length; i++) values[i] -= ridge;
		final Integer[] order = new Integer[values.length];
		Arrays.setAll(order, i -> i);
		Arrays.sort(order, (a, b) -> Double.compare(values[b], values[a]));
		final double least = 1e-10 * Math.max(values[order[0]], 0);
		final int count = Math.min(most, Math.min(d, n - 1));
		int kept = 0;
		while (kept < count && values[order[kept]] > least) kept++;
		axes = new double[Math.max(kept, 1)][];
		deviations = new double[axes.length];
		for (int i = 0; i < axes.length; i++) {
			final double[] vector = e.getEigenvector(order[i]).toArray();
			axes[i] = few ? mixed(x, vector) : vector;
			deviations[i] = Math.sqrt(Math.max(0, values[order[i]]));
		}
	}

	private double[] mixed(final double[][] x, final double[] weights) {
		final double[] axis = new double[mean.length];
		for (int i = 0; i < x.length; i++)
			for (int k = 0; k < axis.length; k++) axis[k] += weights[i] * (x[i][k] - mean[k]);
		double norm = 0;
		for (final double c : axis) norm += c * c;
		if (norm > 0) for (int k = 0; k < axis.length; k++) axis[k] /= Math.sqrt(norm);
		return axis;
	}

	/** {@return the number of axes} */
	public int count() {
		return axes.length;
	}

	/**
	 * {@return unit vectors, [axis][d]; must not be modified}
	 */
	public double[][] axes() {
		return axes;
	}

	/**
	 * {@return the standard deviation along each axis, with n − 1; must not be modified}
	 */
	public double[] deviations() {
		return deviations;
	}

	/**
	 * {@return coordinates along the axes, from the mean: [n][axis]}
	 *
	 * @param x vectors [n][d]
	 */
	public double[][] project(final double[][] x) {
		final double[][] out = new double[x.length][axes.length];
		for (int i = 0; i < x.length; i++)
			for (int a = 0; a < axes.length; a++)
				for (int k = 0; k < mean.length; k++) out[i][a] += (x[i][k] - mean[k]) * axes[a][k];
		return out;
	}

	/**
	 * {@return the mean of vectors}
	 *
	 * @param x vectors [n][d], at least 1
	 */
	public static double[] mean(final double[][] x) {
		final double[] out = new double[x[0].length];
		for (final double[] row : x) for (int k = 0; k < out.length; k++) out[k] += row[k] / x.length;
		return out;
	}

	static double[][] covariance(final double[][] x, final double[] mean) {
		final int d = mean.length;
		final double[][] out = new double[d][d];
		for (final double[] row : x)
			for (int i = 0; i < d; i++)
				for (int j = 0; j <= i; j++) out[i][j] += (row[i] - mean[i]) * (row[j] - mean[j]);
		for (int i = 0; i < d; i++) for (int j = 0; j <= i; j++) out[i][j] = out[j][i] = out[i][j] / (x.length - 1);
		return out;
	}

	private static double[][] gram(final double[][] x, final double[] mean) {
		final int n = x.length;
		final double[][] out = new double[n][n];
		for (int i = 0; i < n; i++) for (int j = 0; j <= i; j++) {
			double dot = 0;
			for (int k = 0; k < mean.length; k++) dot += (x[i][k] - mean[k]) * (x[j][k] - mean[k]);
			out[i][j] = out[j][i] = dot / (n - 1);
		}
		return out;
	}
}
