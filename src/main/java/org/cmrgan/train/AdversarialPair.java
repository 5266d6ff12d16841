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

/** The two networks of an adversarial training: one that makes images, with the average of its parameters, and its discriminator. */
public final class AdversarialPair implements AutoCloseable {
	private final AdversarialGraph maker;
	private final AdversarialGraph discriminator;
	private final Average average;

	/**
	 * @param maker generator or refiner; like the discriminator closed with the pair
	 * @param decay of the average, see {@link Average}
	 */
	public AdversarialPair(final AdversarialGraph maker, final AdversarialGraph discriminator, final double decay) {
		this.maker = maker;
		this.discriminator = discriminator;
		average = new Average(maker, decay);
	}

	/** The network that makes images. */
	public AdversarialGraph maker() {
		return maker;
	}

	public AdversarialGraph discriminator() {
		return discriminator;
	}

	/** Of the maker's parameters. */
	public Average average() {
		return average;
	}

	/** The maker moves along its gradient, and the average follows. */
	public void step() {
		maker.step();
		average.follow(maker);
	}

	/** Sets both step sizes, halved each time that training failed. */
	public void learningRates(final double ofMaker, final double ofDiscriminator, final int failures) {
		maker.learningRate(ofMaker / Math.pow(2, failures));
		discriminator.learningRate(ofDiscriminator / Math.pow(2, failures));
	}

	/** What is made while the maker has other parameters; afterwards it is as it was. */
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

	/** Writes a network's state. */
	public static void save(final AdversarialGraph network, final DataOutputStream out) throws IOException {
		try (State state = network.state()) {
			state.writeTo(out);
		}
	}

	/** Gives a network the state that {@link #save(AdversarialGraph, DataOutputStream)} wrote. */
	public static void load(final AdversarialGraph network, final DataInputStream in) throws IOException {
		try (State state = network.readState(in)) {
			network.restore(state);
		}
	}

	/** Writes both networks and the average. */
	public void save(final DataOutputStream out) throws IOException {
		save(maker, out);
		save(discriminator, out);
		average.write(out);
	}

	/** Takes what {@link #save(DataOutputStream)} wrote. */
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
