/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

import org.cmrgan.nn.graph.Architecture;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * The exponential average of a network's parameters during training. An adversarial pair circles around its
 * equilibrium, and the average is closer to it than the last step. After each step, mean ← d mean + (1 − d) parameters
 * (Karras et al. 2018, arXiv 1710.10196), with a decay d that grows to the given one.
 */
public final class Average implements AutoCloseable {
	/**
	 * Steps after which the decay reaches its final value; a large decay at the start would keep mostly the untrained
	 * network.
	 */
	private static final double WARM_UP = 10;

	private final double decay;
	private final INDArray mean;
	private long steps;

	/**
	 * Starts at the current parameters.
	 *
	 * @param network the network to average
	 * @param decay per step, from 0 (no average: the network itself) to below 1
	 */
	public Average(final AdversarialGraph network, final double decay) {
		this.decay = decay;
		mean = network.parameters().dup();
	}

	/**
	 * Adds the parameters after a step.
	 *
	 * @param network the same network
	 */
	public void follow(final AdversarialGraph network) {
		steps++;
		final double now = Math.min(decay, steps / (steps + WARM_UP));
		final INDArray share = network.parameters().mul(1 - now);
		mean.muli(now).addi(share);
		share.close();
	}

	/**
	 * {@return the averaged parameters, flat, in the order of {@link Architecture#parameters()}; a view, which the
	 * caller must not close}
	 */
	public INDArray parameters() {
		return mean;
	}

	/**
	 * Writes the average for {@link #read}.
	 *
	 * @param out receives the data
	 * @throws IOException if writing fails
	 */
	public void write(final DataOutput out) throws IOException {
		out.writeLong(steps);
		out.writeLong(mean.length());
		for (final float value : mean.data().asFloat()) out.writeFloat(value);
	}

	/**
	 * Restores an average that {@link #write} wrote.
	 *
	 * @param in positioned at the data
	 * @throws IOException if it is of a network of another size, or ends too early
	 */
	public void read(final DataInput in) throws IOException {
		steps = in.readLong();
		if (steps < 0 || in.readLong() != mean.length()) throw new IOException("the average of another network");
		final float[] values = new float[(int) mean.length()];
		for (int i = 0; i < values.length; i++) values[i] = in.readFloat();
		final INDArray read = Nd4j.createFromArray(values).reshape(mean.shape());
		mean.assign(read);
		read.close();
	}

	@Override
	public void close() {
		mean.close();
	}
}
