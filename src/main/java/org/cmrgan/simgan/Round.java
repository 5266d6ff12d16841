/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.simgan;

/** What one step of SimGAN training measured; NaN where the step had no such part. */
final class Round {
	/** The three parts of a training, in order. */
	enum Phase {
		/** The refiner learns to change nothing, by self-regularisation alone. */
		REFINER,
		/** The discriminator learns against the refiner as it is, and the history buffer fills. */
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

	/** Share of real patches taken for real. */
	double realAccuracy() {
		return realAccuracy;
	}

	/** Share of refined patches, fresh and from the buffer, taken for refined. */
	double refinedAccuracy() {
		return refinedAccuracy;
	}

	/** Images in the history buffer after the step. */
	int buffered() {
		return buffered;
	}
}
