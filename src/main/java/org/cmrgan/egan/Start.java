/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.egan;

import java.util.Optional;

import org.apache.commons.math3.random.RandomGenerator;
import org.cmrgan.data.PatchSet;
import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Optimiser;
import org.cmrgan.nn.graph.Architecture;
import org.cmrgan.nn.graph.Networks;
import org.cmrgan.nn.operation.Parameter;
import org.cmrgan.run.RunContext;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** What generators begin as. */
interface Start {
	/** The network. */
	Architecture generator(EGanConfig config);

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
	 * Gives its paths what they begin with.
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

	/**
	 * The start that a configuration names.
	 *
	 * @param train the images of one class to learn from
	 * @param inner those of the same class to judge snapshots by
	 * @param random for what is drawn
	 */
	static Start of(final EGanConfig config, final PatchSet train, final PatchSet inner, final RandomGenerator random) {
		if (config.learns()) return new LearnedStart(config, train);
		return config.startsAsMosaic() ? new MosaicStart(train, inner, random) : new RandomStart(train.width());
	}

	/** Sets one parameter of a network. */
	static void set(final AdversarialGraph network, final Parameter parameter, final float... values) {
		of(network, parameter).assign(Nd4j.createFromArray(values));
	}

	/** The numbers of one parameter of a network. */
	static float[] get(final AdversarialGraph network, final Parameter parameter) {
		return of(network, parameter).dup().data().asFloat();
	}

	private static INDArray of(final AdversarialGraph network, final Parameter parameter) {
		return network.parameters().reshape(network.parameters().length())
				.get(NDArrayIndex.interval(parameter.offset(), parameter.offset() + parameter.length()));
	}

	/** As published: all weights at random. */
	final class RandomStart implements Start {
		private final int size;

		private RandomStart(final int size) {
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
}
