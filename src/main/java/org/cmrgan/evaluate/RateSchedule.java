/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.evaluate;

/** How the learning rate goes through a training of a fixed number of steps. */
enum RateSchedule {
	/**
	 * Up from 1/25 of the rate and down to 1/250,000 of it, both along a half cosine (Smith and Topin 2019, arXiv 1708.07120), as
	 * PyTorch's OneCycleLR.
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
	/** A straight line up, then a half cosine down to nothing (Loshchilov and Hutter 2017, arXiv 1608.03983). */
	COSINE {
		@Override
		double factor(final int step, final int steps, final double warmUp) {
			final double up = warmUp * steps;
			return step < up ? (step + 1) / (up + 1) : cosine(1, 0, (step - up) / (steps - up));
		}
	},
	/** A straight line up, then the same rate to the end. */
	CONSTANT {
		@Override
		double factor(final int step, final int steps, final double warmUp) {
			return Math.min(1, (step + 1) / (warmUp * steps + 1));
		}
	};

	private static final double FIRST = 1 / 25.0;
	private static final double LAST = 1e4;

	/**
	 * What the rate is multiplied by.
	 *
	 * @param step steps taken before, from 0 to below {@code steps}
	 * @param warmUp share of the steps through which the rate rises, from 0 to below 1
	 */
	abstract double factor(int step, int steps, double warmUp);

	/** The warm-up where none is given. */
	double usualWarmUp() {
		return 0.05;
	}

	/** From {@code from} at 0 to {@code to} at 1. */
	private static double cosine(final double from, final double to, final double share) {
		return to + (from - to) / 2 * (1 + Math.cos(Math.PI * share));
	}
}
