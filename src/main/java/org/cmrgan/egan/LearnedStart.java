/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.Optional;

import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.run.RunContext;

/**
 * A generator that holds no image. Its coarse part begins at random, learns by regression of codes onto coarse training images,
 * the first phase of its training, and then evolves, while an {@link Anchor} keeps anatomy; its {@link Detail} part learns beside it.
 */
final class LearnedStart implements Start {
	private final int size;
	private final Codes codes;
	private final EGanConfig config;

	/** @param train the images to learn from */
	LearnedStart(final EGanConfig config, final PatchSet train) {
		size = train.width();
		codes = new Codes(Detail.coarse(train), config.components());
		this.config = config;
	}

	@Override
	public Architecture generator(final EGanConfig given) {
		return Networks.coarseGenerator(codes.length() + 1, given.width(), size);
	}

	@Override
	public Optional<Architecture> whole(final EGanConfig given) {
		return Optional.of(Networks.learnedGenerator(codes.length() + 1, 0, given.width(), size, given.grain()));
	}

	@Override
	public Architecture discriminator(final EGanConfig given, final int side) {
		return Networks.coarseDiscriminator(given.width(), side);
	}

	@Override
	public Optimiser optimiser(final EGanConfig given) {
		return Optimiser.adam(given.learningRate(), 0, 0.99);
	}

	@Override
	public Optional<Anchor> anchor() {
		return Optional.of(new Anchor(codes, Latents.of(generator(config))));
	}

	@Override
	public void applyTo(final AdversarialGraph generator, final RunContext context) {
		// What it begins with is learned in the first phase of training.
	}

	@Override
	public String description() {
		return String.format(java.util.Locale.ROOT,
				"random, then %d regression steps from codes of length %d to %d training images; the model file contains no image",
				config.regression(), codes.length(), codes.size());
	}
}
