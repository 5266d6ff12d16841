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

/** What generators begin as. */
interface Start {
	/** The network that evolves. */
	Architecture generator(EGanConfig config);

	/** The generator of which {@link #generator} is the coarse part, where that is what evolves. */
	default Optional<Architecture> whole(final EGanConfig config) {
		return Optional.empty();
	}

	/** The network that it plays against. */
	default Architecture discriminator(final EGanConfig config, final int size) {
		return Networks.discriminator(config.width(), size, config.spectralNorm(), config.batchNorm());
	}

	/** How both move. */
	default Optimiser optimiser(final EGanConfig config) {
		return Optimiser.adam(config.learningRate(), 0.5, 0.999);
	}

	/** What keeps the anatomy of children, if anything does. */
	default Optional<Anchor> anchor() {
		return Optional.empty();
	}

	/**
	 * Gives the paths of what evolves what they begin with.
	 *
	 * @param context shows progress and is asked whether to stop
	 */
	void applyTo(AdversarialGraph generator, RunContext context);

	/** Gives the generator that was chosen of all snapshots what was held back to choose it. */
	default void complete(final AdversarialGraph generator) {
		// Most hold nothing back.
	}

	/** Whether the network holds training images. */
	default boolean holdsImages() {
		return false;
	}

	/** One sentence for run.json. */
	String description();
}
