/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.metrics;

/**
 * How the fakes lie in the reals' neighbourhoods, NND_k(x) being the distance of x to its k-th nearest neighbour in its own set:
 * <ul>
 * <li>precision, the share of fakes within NND_k of some real, and recall, the roles swapped (Kynkäänniemi et al. 2019, k = 3);
 * <li>density, (1/kM) Σ_j Σ_i [‖g_j − r_i‖ &lt; NND_k(r_i)], and coverage, the share of reals with a fake closer than NND_k
 * (Naeem et al. 2020, k = 5).
 * </ul>
 * All are shares in [0, 1] but density, which is about 1 for a perfect set and may exceed it.
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

	/** @param k neighbours, cut to what the reals have */
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

	/** @param k neighbours, cut to what the fakes have */
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

	/** @param k neighbours, cut to what the reals have */
	public double density(final int k) {
		final double[] radius = radii(withinReals, k);
		long hits = 0;
		for (int i = 0; i < radius.length; i++)
			for (int j = 0; j < withinFakes.length; j++) if (between[i][j] < radius[i]) hits++;
		return hits / ((double) Math.min(k, radius.length - 1) * withinFakes.length);
	}

	/** @param k neighbours, cut to what the reals have */
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
