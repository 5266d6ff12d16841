/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.phantom;

import java.util.SplittableRandom;

import org.apache.commons.math3.util.FastMath;

/**
 * Normal deviates by the ziggurat of Marsaglia and Tsang (2000), ten times as fast as polar ones, and the same on every
 * platform: only additions, products and comparisons decide, and the tables come from pure-Java functions.
 */
final class Noise {
	private static final int LAYERS = 128;
	private static final double TAIL = 3.442619855899;
	private static final double AREA = 9.91256303526217e-3;
	private static final double[] X = new double[LAYERS + 1];
	private static final double[] Y = new double[LAYERS + 1];

	static {
		X[LAYERS] = AREA / density(TAIL);
		X[LAYERS - 1] = TAIL;
		for (int i = LAYERS - 2; i > 0; i--)
			X[i] = FastMath.sqrt(-2 * FastMath.log(AREA / X[i + 1] + density(X[i + 1])));
		X[0] = 0;
		for (int i = 0; i <= LAYERS; i++) Y[i] = density(X[i]);
	}

	private final SplittableRandom random;

	Noise(final long seed) {
		random = new SplittableRandom(seed);
	}

	/** A deviate of mean 0 and variance 1. */
	double next() {
		for (;;) {
			final long bits = random.nextLong();
			final int layer = (int) bits & LAYERS - 1;
			// The upper 53 bits as a number in [-1, 1).
			final double u = (bits >> 10) * 0x1.0p-53;
			final double x = u * X[layer + 1];
			if (Math.abs(x) < X[layer]) return x;
			if (layer == LAYERS - 1) {
				final double beyond = tail();
				return u < 0 ? -beyond : beyond;
			}
			if (Y[layer + 1] + random.nextDouble() * (Y[layer] - Y[layer + 1]) < density(x)) return x;
		}
	}

	private double tail() {
		for (;;) {
			final double x = -FastMath.log(1 - random.nextDouble()) / TAIL;
			final double y = -FastMath.log(1 - random.nextDouble());
			if (2 * y > x * x) return TAIL + x;
		}
	}

	private static double density(final double x) {
		return FastMath.exp(-0.5 * x * x);
	}
}
