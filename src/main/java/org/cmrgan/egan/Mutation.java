/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.Locale;

import org.cmrgan.nn.Logits;

/**
 * The three mutations of E-GAN. Each is a loss that a generator minimises, as a function of the discriminator's logit s
 * for a generated image, with D = sigmoid(s) (Wang et al. 2019, section III-B; formulas as in the authors' image
 * experiments).
 */
public enum Mutation {
	/** log(1 - D). */
	MINIMAX {
		@Override
		double loss(final double s) {
			return -Logits.softplus(s);
		}

		@Override
		double slope(final double s) {
			return -Logits.sigmoid(s);
		}
	},
	/** -log D. */
	HEURISTIC {
		@Override
		double loss(final double s) {
			return Logits.softplus(-s);
		}

		@Override
		double slope(final double s) {
			return Logits.sigmoid(s) - 1;
		}
	},
	/** (D - 1)^2, on the probability instead of the logit. */
	LEAST_SQUARES {
		@Override
		double loss(final double s) {
			final double miss = Logits.sigmoid(s) - 1;
			return miss * miss;
		}

		@Override
		double slope(final double s) {
			final double p = Logits.sigmoid(s);
			return 2 * (p - 1) * p * (1 - p);
		}
	};

	/** {@return the name for charts and tables} */
	public String title() {
		return this == LEAST_SQUARES ? "least squares" : key();
	}

	/** The loss of one image. */
	abstract double loss(double s);

	/** The derivative of {@link #loss} with respect to the logit. */
	abstract double slope(double s);

	/** Its name in macros and files. */
	String key() {
		return name().toLowerCase(Locale.ROOT);
	}

	static Mutation of(final String key) {
		// Tables of earlier versions name the second word without its underscore.
		return key.equals("leastsquares") ? LEAST_SQUARES : valueOf(key.toUpperCase(Locale.ROOT));
	}
}
