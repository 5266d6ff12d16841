/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * The record of an operation in an architecture's JSON. The names and the order of the fields are those of model files.
 * Values that a kind of operation does not need are written, too. Immutable.
 */
public final class OperationRecord {
	/**
	 * The initial distribution of the weights of a convolution or dense operation, if it is not He's normal by fan-in.
	 */
	public enum Law {
		/** He's normal by fan-out: N(0, 2 / (channels out · kernel²)). */
		FAN_OUT,
		/** Weights and biases uniform within 1 / √(fan-in), as in PyTorch. */
		UNIFORM
	}

	private String name;
	private String kind;
	private int[] inputs;
	private int channels;
	private int kernel;
	private int stride = 1;
	private int padding;
	private boolean bias;
	private boolean spectralNorm;
	private double value;
	private double gain;
	private double equalised;
	/** Null for He's normal by fan-in, as in architectures that were written before there were others. */
	private Law law;
	private long[] to = {};

	private OperationRecord() {}

	/**
	 * @param kind which operation, see {@link Operations}
	 * @param name unique in the network; the names of its parameters begin with it
	 * @param inputs indices of the operands among the operations
	 */
	public OperationRecord(final String kind, final String name, final int... inputs) {
		this.kind = kind;
		this.name = name;
		this.inputs = inputs.clone();
	}

	private OperationRecord changed(final Consumer<OperationRecord> change) {
		final OperationRecord copy = new OperationRecord();
		copy.name = name;
		copy.kind = kind;
		copy.inputs = inputs;
		copy.channels = channels;
		copy.kernel = kernel;
		copy.stride = stride;
		copy.padding = padding;
		copy.bias = bias;
		copy.spectralNorm = spectralNorm;
		copy.value = value;
		copy.gain = gain;
		copy.equalised = equalised;
		copy.law = law;
		copy.to = to;
		change.accept(copy);
		return copy;
	}

	/**
	 * {@return this record with a number of output channels}
	 *
	 * @param number the value
	 */
	public OperationRecord channels(final int number) {
		return changed(r -> r.channels = number);
	}

	/**
	 * {@return this record with a window}
	 *
	 * @param k side of the window, pixels
	 * @param step stride, pixels
	 * @param pad rows and columns of padding on every side
	 */
	public OperationRecord window(final int k, final int step, final int pad) {
		return changed(r -> {
			r.kernel = k;
			r.stride = step;
			r.padding = pad;
		});
	}

	/**
	 * {@return this record with or without a bias and spectral normalisation}
	 *
	 * @param hasBias whether there is a bias
	 * @param hasSpectralNorm whether the weights are divided by their spectral norm
	 */
	public OperationRecord linear(final boolean hasBias, final boolean hasSpectralNorm) {
		return changed(r -> {
			r.bias = hasBias;
			r.spectralNorm = hasSpectralNorm;
		});
	}

	/**
	 * {@return this record with a number: slope, epsilon, first value of biases, first index of a slice, or share that
	 * is dropped}
	 *
	 * @param number the value
	 */
	public OperationRecord value(final double number) {
		return changed(r -> r.value = number);
	}

	/**
	 * {@return this record with the initialisation of its parameters}
	 *
	 * @param by negative: a fixed standard deviation of weights; positive: a factor of He's; for a batch norm, the
	 * scales
	 * @param biases 0, or for an equalised learning rate the factor of the biases; {@code by} is then that of the
	 * weights
	 * @param from empty for He's normal by fan-in; with another distribution, {@code by} is a factor
	 */
	public OperationRecord start(final double by, final double biases, final Optional<Law> from) {
		return changed(r -> {
			r.gain = by;
			r.equalised = biases;
			r.law = from.orElse(null);
		});
	}

	/**
	 * {@return this record with a shape: of an input, or after a reshape, mosaic or slice}
	 *
	 * @param shape of one image
	 */
	public OperationRecord to(final long... shape) {
		return changed(r -> r.to = shape.clone());
	}

	/** {@return false for the record that a reader makes of a text which is not an operation} */
	public boolean isWhole() {
		return kind != null && inputs != null;
	}

	/** {@return the name, unique in the network} */
	public String name() {
		return name;
	}

	/** {@return the kind, as {@link Operations} knows it} */
	public String kind() {
		return kind;
	}

	int[] inputs() {
		return inputs.clone();
	}

	int channels() {
		return channels;
	}

	/** {@return the side of the window, pixels} */
	public int kernel() {
		return kernel;
	}

	/** {@return the stride of the window, pixels} */
	public int stride() {
		return stride;
	}

	/** {@return the rows and columns of padding on every side} */
	public int padding() {
		return padding;
	}

	boolean hasBias() {
		return bias;
	}

	boolean hasSpectralNorm() {
		return spectralNorm;
	}

	/** {@return the number that {@link #value(double)} sets} */
	public double value() {
		return value;
	}

	/** {@return the scale of the first weights, see {@link #start}} */
	public double gain() {
		return gain;
	}

	/** {@return the factor of the biases for an equalised learning rate, otherwise 0} */
	public double equalised() {
		return equalised;
	}

	Optional<Law> law() {
		return Optional.ofNullable(law);
	}

	/** @throws IllegalArgumentException if there is none */
	long[] to() {
		if (to == null) throw new IllegalArgumentException(name + " has no shape");
		return to.clone();
	}
}
