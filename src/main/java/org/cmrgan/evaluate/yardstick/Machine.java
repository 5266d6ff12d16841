/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate.yardstick;

import libsvm.svm;
import libsvm.svm_model;
import libsvm.svm_parameter;
import libsvm.svm_problem;

/** A trained support vector machine (Cortes and Vapnik 1995, doi 10.1007/BF00994018; Chang and Lin 2011, doi 10.1145/1961189.1961199). Immutable. */
final class Machine {
	/**
	 * Tolerance far below libsvm's own 1e-3, so that the order of the images does not change the result to six
	 * decimals.
	 */
	private static final double TOLERANCE = 1e-8;
	private static final int CACHE_MEGABYTES = 100;

	static {
		// libsvm prints every optimisation on the console. The printer is its only static state that training uses.
		svm.svm_set_print_string_function(text -> {});
	}

	private final double gamma;
	private final double[] coefficients;
	private final double offset;

	private Machine(final double gamma, final double[] coefficients, final double offset) {
		this.gamma = gamma;
		this.coefficients = coefficients;
		this.offset = offset;
	}

	/** @param problem classes +1 and -1, with the kernel of {@code gamma} computed */
	static Machine train(final svm_problem problem, final double c, final double gamma) {
		int positive = 0;
		for (final double y : problem.y) if (y > 0) positive++;
		final svm_parameter parameter = new svm_parameter();
		parameter.svm_type = svm_parameter.C_SVC;
		parameter.kernel_type = svm_parameter.PRECOMPUTED;
		parameter.C = c;
		parameter.eps = TOLERANCE;
		parameter.cache_size = CACHE_MEGABYTES;
		parameter.shrinking = 1;
		parameter.nr_weight = 2;
		parameter.weight_label = new int[] { 1, -1 };
		parameter.weight = new double[] { problem.l / (2.0 * positive), problem.l / (2.0 * (problem.l - positive)) };
		final svm_model model = svm.svm_train(problem, parameter);
		final double[] coefficients = new double[problem.l];
		for (int i = 0; i < model.l; i++) coefficients[model.sv_indices[i] - 1] = model.sv_coef[0][i];
		return new Machine(gamma, coefficients, model.rho[0]);
	}

	/**
	 * The decision value: positive for class 1, negative for class 0, and larger in absolute value if more certain.
	 *
	 * @param squaredDistances from the image to every image of the training set
	 */
	double decision(final double[] squaredDistances) {
		double sum = -offset;
		for (int i = 0; i < coefficients.length; i++)
			if (coefficients[i] != 0) sum += coefficients[i] * Math.exp(-gamma * squaredDistances[i]);
		return sum;
	}
}
