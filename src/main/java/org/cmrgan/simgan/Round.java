/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

/** The figures of one step of SimGAN training. Every step measures all of them. */
final class Round {
	/** The three parts of a training, in order. */
	enum Phase {
		/** The refiner learns the identity by self-regularisation, or to restore originals. */
		REFINER,
		/** The discriminator learns against the fixed refiner, and the history buffer fills. */
		DISCRIMINATOR,
		/** Both learn, the refiner more often. */
		FORMAL
	}

	private final Phase phase;
	private final double adversarial;
	private final double change;
	private final double drift;
	private final double discriminator;
	private final double realAccuracy;
	private final double refinedAccuracy;
	private final int buffered;

	Round(final Phase phase, final double adversarial, final double change, final double drift,
			final double discriminator, final double realAccuracy, final double refinedAccuracy, final int buffered) {
		this.phase = phase;
		this.adversarial = adversarial;
		this.change = change;
		this.drift = drift;
		this.discriminator = discriminator;
		this.realAccuracy = realAccuracy;
		this.refinedAccuracy = refinedAccuracy;
		this.buffered = buffered;
	}

	Phase phase() {
		return phase;
	}

	/** First term of eq. 3 as a mean over patches. */
	double adversarial() {
		return adversarial;
	}

	/** Mean |R(x)-x|, without lambda. */
	double change() {
		return change;
	}

	/** Mean |local mean of R(x)-x|, without its weight. */
	double drift() {
		return drift;
	}

	/** Eq. 2 as a sum of two means over patches. */
	double discriminator() {
		return discriminator;
	}

	/** Fraction of real patches classified as real. */
	double realAccuracy() {
		return realAccuracy;
	}

	/** Fraction of refined patches, fresh and from the buffer, classified as refined. */
	double refinedAccuracy() {
		return refinedAccuracy;
	}

	/** Images in the history buffer after the step. */
	int buffered() {
		return buffered;
	}
}
