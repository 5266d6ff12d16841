/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.learning.config.Nesterovs;
import org.nd4j.linalg.learning.config.Sgd;

/** The rule by which a gradient moves the parameters. Immutable. */
public final class Optimiser {
	private final IUpdater updater;
	private final double weightDecay;
	private final String text;

	private Optimiser(final IUpdater updater, final double weightDecay, final String text) {
		this.updater = updater;
		this.weightDecay = weightDecay;
		this.text = text;
	}

	/**
	 * {@return Adam (Kingma and Ba 2015, arXiv 1412.6980, algorithm 1) with epsilon 1e-8}
	 *
	 * @param rate learning rate
	 * @param beta1 decay of the first moment
	 * @param beta2 decay of the second moment
	 */
	public static Optimiser adam(final double rate, final double beta1, final double beta2) {
		return new Optimiser(new Adam(rate, beta1, beta2, 1e-8), 0, "Adam " + rate + ", " + beta1 + ", " + beta2);
	}

	/**
	 * {@return gradient descent: p = p - rate · gradient}
	 *
	 * @param rate learning rate
	 */
	public static Optimiser sgd(final double rate) {
		return new Optimiser(new Sgd(rate), 0, "SGD " + rate);
	}

	/** The rule of a Deeplearning4j updater that {@link #updater()} created. */
	static Optimiser of(final IUpdater updater) {
		return new Optimiser(updater, 0, updater.toString());
	}

	/**
	 * {@return Nesterov's momentum as in PyTorch: v = momentum · v + gradient, p = p - rate · (gradient + momentum ·
	 * v). Weight decay is part of the gradient, as in the networks published with it}
	 *
	 * @param rate learning rate
	 * @param momentum from 0 to below 1
	 */
	public static Optimiser nesterov(final double rate, final double momentum) {
		return new Optimiser(new Nesterovs(rate, momentum), 0, "SGD " + rate + ", Nesterov's momentum " + momentum);
	}

	/**
	 * {@return this optimiser with weight decay. It shrinks the weights, not the biases, by rate · {@code decay} at
	 * each step (Loshchilov and Hutter 2019, arXiv 1711.05101); with {@link #nesterov} it adds {@code decay} · weight
	 * to the gradient}
	 *
	 * @param decay from 0
	 */
	public Optimiser weightDecay(final double decay) {
		return new Optimiser(updater, decay, text + ", weight decay " + decay);
	}

	IUpdater updater() {
		return updater.clone();
	}

	double weightDecay() {
		return weightDecay;
	}

	@Override
	public String toString() {
		return text;
	}
}
