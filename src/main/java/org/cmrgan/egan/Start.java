/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.Optional;

import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.RunContext;

/** The initial state of a generator. */
interface Start {
	/** The network that evolves. */
	Architecture generator(EGanConfig config);

	/** The complete generator, if {@link #generator} is only its coarse part. */
	default Optional<Architecture> whole(final EGanConfig config) {
		return Optional.empty();
	}

	/** The discriminator. */
	default Architecture discriminator(final EGanConfig config, final int size) {
		return Networks.discriminator(config.width(), size, config.spectralNorm(), config.batchNorm());
	}

	/** The optimiser of both networks. */
	default Optimiser optimiser(final EGanConfig config) {
		return Optimiser.adam(config.learningRate(), 0.5, 0.999);
	}

	/** Keeps the anatomy of children; empty for most starts. */
	default Optional<Anchor> anchor() {
		return Optional.empty();
	}

	/**
	 * Sets the initial parameters of the evolving generator.
	 *
	 * @param context shows progress and checks for a request to stop
	 */
	void applyTo(AdversarialGraph generator, RunContext context);

	/** Adds to the selected generator what was held back for the selection. */
	default void complete(final AdversarialGraph generator) {
		// Most starts hold nothing back.
	}

	/** True if the network contains training images. */
	default boolean holdsImages() {
		return false;
	}

	/** One phrase for run.json. */
	String description();
}
