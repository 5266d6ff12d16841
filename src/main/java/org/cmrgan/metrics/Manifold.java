/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/**
 * How synthetic images lie among real ones in feature space. NND_k(x) is the distance of x to its k-th nearest
 * neighbour in its own set.
 * <ul>
 * <li>Precision: the share of synthetic images within NND_k of some real image. Recall: the same with the roles swapped
 * (Kynkäänniemi et al. 2019, k = 3).
 * <li>Density: (1/kM) Σ_j Σ_i [‖g_j − r_i‖ &lt; NND_k(r_i)]. Coverage: the share of real images with a synthetic image
 * closer than NND_k (Naeem et al. 2020, k = 5).
 * </ul>
 * All are shares in [0, 1] except density, which is about 1 for a perfect set and may exceed it.
 */
public final class Manifold {
	private final double[][] between;
	private final double[][] withinReals;
	private final double[][] withinFakes;

	/**
	 * @param real features [n][d]
	 * @param fake features [m][d]
	 */
	public Manifold(final double[][] real, final double[][] fake) {
		Distances.check(real, fake, 2);
		between = Distances.matrix(real, fake);
		withinReals = Distances.matrix(real, real);
		withinFakes = Distances.matrix(fake, fake);
	}

	/**
	 * {@return the precision, from 0 to 1}
	 *
	 * @param k number of neighbours, limited by the number of real images
	 */
	public double precision(final int k) {
		final double[] radius = radii(withinReals, k);
		int hits = 0;
		for (int j = 0; j < withinFakes.length; j++) {
			boolean inside = false;
			for (int i = 0; i < radius.length && !inside; i++) inside = between[i][j] <= radius[i];
			if (inside) hits++;
		}
		return hits / (double) withinFakes.length;
	}

	/**
	 * {@return the recall, from 0 to 1}
	 *
	 * @param k number of neighbours, limited by the number of synthetic images
	 */
	public double recall(final int k) {
		final double[] radius = radii(withinFakes, k);
		int hits = 0;
		for (int i = 0; i < withinReals.length; i++) {
			boolean inside = false;
			for (int j = 0; j < radius.length && !inside; j++) inside = between[i][j] <= radius[j];
			if (inside) hits++;
		}
		return hits / (double) withinReals.length;
	}

	/**
	 * {@return the density, from 0; may exceed 1}
	 *
	 * @param k number of neighbours, limited by the number of real images
	 */
	public double density(final int k) {
		final double[] radius = radii(withinReals, k);
		long hits = 0;
		for (int i = 0; i < radius.length; i++)
			for (int j = 0; j < withinFakes.length; j++) if (between[i][j] < radius[i]) hits++;
		return hits / ((double) Math.min(k, radius.length - 1) * withinFakes.length);
	}

	/**
	 * {@return the coverage, from 0 to 1}
	 *
	 * @param k number of neighbours, limited by the number of real images
	 */
	public double coverage(final int k) {
		final double[] radius = radii(withinReals, k);
		int hits = 0;
		for (int i = 0; i < radius.length; i++) {
			boolean near = false;
			for (int j = 0; j < withinFakes.length && !near; j++) near = between[i][j] < radius[i];
			if (near) hits++;
		}
		return hits / (double) radius.length;
	}

	private static double[] radii(final double[][] within, final int k) {
		return Distances.kthNearest(within, Math.min(k, within.length - 1));
	}
}
