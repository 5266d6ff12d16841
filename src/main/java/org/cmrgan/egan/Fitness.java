/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import org.cmrgan.nn.Logits;

/**
 * The fitness of a child: F = quality + gamma * diversity (Wang et al. 2019, eq. 10). Quality is the mean D(G(z)).
 * Published diversity is minus the log of a gradient norm: the gradient of the discriminator's loss on real images and
 * the child's, with respect to the discriminator's parameters. Pairwise diversity is the mean |G(z_i) - G(z_j)| of
 * IE-GAN (arXiv 2109.11078). All children of a generation are judged by the same latent vectors and the same real
 * images.
 */
final class Fitness implements Comparable<Fitness> {
	private final double quality;
	private final double diversity;
	private final double total;

	Fitness(final double quality, final double diversity, final double gamma) {
		this.quality = quality;
		this.diversity = diversity;
		total = quality + gamma * diversity;
	}

	double quality() {
		return quality;
	}

	double diversity() {
		return diversity;
	}

	double total() {
		return total;
	}

	/** Mean D(G(z)) over the judged images. */
	static double quality(final float[] logits) {
		double sum = 0;
		for (final float s : logits) sum += Logits.sigmoid(s);
		return sum / logits.length;
	}

	/** -log of a gradient's norm. */
	static double gradientDiversity(final double norm) {
		// A norm of 0 means that the discriminator no longer learns; its diversity would be infinite.
		return -Math.log(Math.max(norm, 1e-12));
	}

	/** Mean absolute difference of each image from the next ones in the list, over five distances. */
	static double pairwiseDiversity(final java.util.List<float[]> images) {
		final int n = images.size();
		final int turns = Math.min(5, n - 1);
		double sum = 0;
		for (int turn = 1; turn <= turns; turn++) {
			for (int i = 0; i < n; i++) {
				final float[] a = images.get(i);
				final float[] b = images.get((i + turn) % n);
				double d = 0;
				for (int j = 0; j < a.length; j++) d += Math.abs(a[j] - b[j]);
				sum += d / a.length;
			}
		}
		return turns == 0 ? 0 : sum / ((double) turns * n);
	}

	/** Orders by fitness; NaN and infinite values rank lowest. */
	@Override
	public int compareTo(final Fitness other) {
		final int finite = Boolean.compare(isFinite(), other.isFinite());
		return finite != 0 ? finite : Double.compare(total, other.total);
	}

	private boolean isFinite() {
		return !Double.isNaN(total) && !Double.isInfinite(total);
	}
}
