/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

/** The learning rate over a training of a fixed number of steps. */
enum RateSchedule {
	/**
	 * Rises from 1/25 of the rate and falls to 1/250,000 of it, both along half a cosine (Smith and Topin 2019, arXiv
	 * 1708.07120), like PyTorch's OneCycleLR.
	 */
	ONECYCLE {
		@Override
		double factor(final int step, final int steps, final double warmUp) {
			final double top = warmUp * steps - 1;
			if (step <= top) return cosine(FIRST, 1, top <= 0 ? 1 : step / top);
			return cosine(1, FIRST / LAST, steps - 1 <= top ? 1 : (step - top) / (steps - 1 - top));
		}

		@Override
		double usualWarmUp() {
			return 0.3;
		}
	},
	/** Rises linearly, then falls to 0 along half a cosine (Loshchilov and Hutter 2017, arXiv 1608.03983). */
	COSINE {
		@Override
		double factor(final int step, final int steps, final double warmUp) {
			final double up = warmUp * steps;
			return step < up ? (step + 1) / (up + 1) : cosine(1, 0, (step - up) / (steps - up));
		}
	},
	/** Rises linearly, then stays constant. */
	CONSTANT {
		@Override
		double factor(final int step, final int steps, final double warmUp) {
			return Math.min(1, (step + 1) / (warmUp * steps + 1));
		}
	};

	private static final double FIRST = 1 / 25.0;
	private static final double LAST = 1e4;

	/**
	 * The factor of the learning rate.
	 *
	 * @param step steps taken before, from 0 to below {@code steps}
	 * @param warmUp fraction of the steps in which the rate rises, from 0 to below 1
	 */
	abstract double factor(int step, int steps, double warmUp);

	/** The default fraction of the warm-up. */
	double usualWarmUp() {
		return 0.05;
	}

	/** Half a cosine from {@code from} at 0 to {@code to} at 1. */
	private static double cosine(final double from, final double to, final double share) {
		return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
	}
}
