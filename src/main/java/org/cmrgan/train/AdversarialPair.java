/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.train;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.cmrgan.nn.AdversarialGraph;
import org.cmrgan.nn.Average;
import org.cmrgan.nn.State;

/**
 * The two networks of adversarial training: the one that generates images, with the moving average of its parameters,
 * and its discriminator.
 */
public final class AdversarialPair implements AutoCloseable {
	private final AdversarialGraph maker;
	private final AdversarialGraph discriminator;
	private final Average average;

	/**
	 * Takes ownership of both networks.
	 *
	 * @param maker generator or refiner; closed with the pair
	 * @param discriminator closed with the pair
	 * @param decay of the average; see {@link Average}
	 */
	public AdversarialPair(final AdversarialGraph maker, final AdversarialGraph discriminator, final double decay) {
		this.maker = maker;
		this.discriminator = discriminator;
		average = new Average(maker, decay);
	}

	/** {@return the network that generates images} */
	public AdversarialGraph maker() {
		return maker;
	}

	/** {@return the discriminator} */
	public AdversarialGraph discriminator() {
		return discriminator;
	}

	/**
	 * {@return the moving average of the generating network's parameters}
	 */
	public Average average() {
		return average;
	}

	/** Takes a step of the generating network along its gradient, and updates the average. */
	public void step() {
		maker.step();
		average.follow(maker);
	}

	/**
	 * Sets both learning rates, halved once for each failure of the training.
	 *
	 * @param ofMaker learning rate of the generating network
	 * @param ofDiscriminator learning rate of the discriminator
	 * @param failures how often training has failed
	 */
	public void learningRates(final double ofMaker, final double ofDiscriminator, final int failures) {
		maker.learningRate(ofMaker / Math.pow(2, failures));
		discriminator.learningRate(ofDiscriminator / Math.pow(2, failures));
	}

	/**
	 * {@return the result of using the generating network with other parameters, after which its own are restored}
	 *
	 * @param <T> type of the result
	 * @param change changes the maker
	 * @param use computes the result
	 */
	public <T> T with(final Consumer<AdversarialGraph> change, final Supplier<T> use) {
		try (State trained = maker.state()) {
			try {
				change.accept(maker);
				return use.get();
			} finally {
				maker.restore(trained);
			}
		}
	}

	/**
	 * Writes the state of a network.
	 *
	 * @param network maker or discriminator
	 * @param out receives the data
	 * @throws IOException if writing fails
	 */
	public static void save(final AdversarialGraph network, final DataOutputStream out) throws IOException {
		try (State state = network.state()) {
			state.writeTo(out);
		}
	}

	/**
	 * Restores the state that {@link #save(AdversarialGraph, DataOutputStream)} wrote.
	 *
	 * @param network maker or discriminator
	 * @param in positioned at the data
	 * @throws IOException if reading fails, or the data are not valid
	 */
	public static void load(final AdversarialGraph network, final DataInputStream in) throws IOException {
		try (State state = network.readState(in)) {
			network.restore(state);
		}
	}

	/**
	 * Writes the state of both networks and the average.
	 *
	 * @param out receives the data
	 * @throws IOException if writing fails
	 */
	public void save(final DataOutputStream out) throws IOException {
		save(maker, out);
		save(discriminator, out);
		average.write(out);
	}

	/**
	 * Restores what {@link #save(DataOutputStream)} wrote.
	 *
	 * @param in positioned at the data
	 * @throws IOException if reading fails, or the data are not valid
	 */
	public void load(final DataInputStream in) throws IOException {
		load(maker, in);
		load(discriminator, in);
		average.read(in);
	}

	@Override
	public void close() {
		maker.close();
		discriminator.close();
		average.close();
	}
}
