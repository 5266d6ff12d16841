/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.RunContext;

/** As published: all weights at random. */
final class RandomStart implements Start {
	private final int size;

	/** @param size pixels a side */
	RandomStart(final int size) {
		this.size = size;
	}

	@Override
	public Architecture generator(final EGanConfig config) {
		return Networks.generator(config.latent(), config.width(), size);
	}

	@Override
	public void applyTo(final AdversarialGraph generator, final RunContext context) {
		// They are at random already.
	}

	@Override
	public String description() {
		return "at random";
	}
}
