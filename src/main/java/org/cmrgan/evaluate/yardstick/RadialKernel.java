/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.yardstick;

import java.util.List;
import java.util.stream.IntStream;

import libsvm.svm_node;
import libsvm.svm_problem;

/**
 * The training set of support vector machines with the kernel exp(-gamma |a - b|^2). Distances are computed once for all gammas,
 * and kernels once for all C. Not safe for use by several threads.
 */
final class RadialKernel {
	private final List<double[]> rows;
	private final int[] classes;
	private final double[][] squared;
	private final svm_problem problem = new svm_problem();
	private double gamma = Double.NaN;

	/**
	 * @param rows features, standardised
	 * @param classes 0 or 1, both of which occur
	 */
	RadialKernel(final List<double[]> rows, final int[] classes) {
		this.rows = List.copyOf(rows);
		this.classes = classes.clone();
		final int n = rows.size();
		squared = new double[n][n];
		for (int i = 0; i < n; i++)
			for (int j = 0; j < i; j++) squared[i][j] = squared[j][i] = squared(rows.get(i), rows.get(j));
		problem.l = n;
		problem.y = IntStream.of(classes).mapToDouble(c -> c == 1 ? 1 : -1).toArray();
		problem.x = new svm_node[n][n + 1];
		for (int i = 0; i < n; i++) for (int j = 0; j <= n; j++) problem.x[i][j] = new svm_node();
		// libsvm's form of a precomputed kernel: column 0 is the number of the row, counted from 1.
		for (int i = 0; i < n; i++) problem.x[i][0].value = i + 1;
	}

	/** The machine of this training set; each class has the weight n / (2 times its images). */
	Machine machine(final double c, final double gamma) {
		if (gamma != this.gamma)
			for (int i = 0; i < problem.l; i++)
				for (int j = 0; j < problem.l; j++) problem.x[i][j + 1].value = Math.exp(-gamma * squared[i][j]);
		this.gamma = gamma;
		return Machine.train(problem, c, gamma);
	}

	/** Squared distances from an image to every image of the training set. */
	double[] squaredDistances(final double[] row) {
		return rows.stream().mapToDouble(other -> squared(row, other)).toArray();
	}

	private static double squared(final double[] a, final double[] b) {
		double sum = 0;
		for (int i = 0; i < a.length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
		return sum;
	}
}
