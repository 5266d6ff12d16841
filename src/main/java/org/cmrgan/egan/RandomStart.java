/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.RunContext;

/** The published initial generator: all weights are random. */
final class RandomStart implements Start {
	private final int size;

	/** @param size side length in pixels */
	RandomStart(final int size) {
		this.size = size;
	}

	@Override
	public Architecture generator(final EGanConfig config) {
		return Networks.generator(config.latent(), config.width(), size);
	}

	@Override
	public void applyTo(final AdversarialGraph generator, final RunContext context) {
		// The weights of a new network are random already.
	}

	@Override
	public String description() {
		return "at random";
	}
}
