/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * What an architecture's JSON holds of an operation. The names and the order of the fields are those of model files, and so are
 * values that an operation of a kind does not need. Immutable.
 */
public final class OperationRecord {
	/** What the first weights of a convolution or dense operation are drawn from, where not from He's normal by what goes in. */
	public enum Law {
		/** He's normal by what comes out: N(0, 2 / (channels out · kernel²)). */
		FAN_OUT,
		/** Weights and biases uniform within 1 / √(numbers that go into one output), as PyTorch begins. */
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
	/** Null for He's normal by what goes in, as in architectures that were written before there were others. */
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

	/** With so many channels that come out. */
	public OperationRecord channels(final int number) {
		return changed(r -> r.channels = number);
	}

	/** With a window that slides, of {@code k} by {@code k} pixels. */
	public OperationRecord window(final int k, final int step, final int pad) {
		return changed(r -> {
			r.kernel = k;
			r.stride = step;
			r.padding = pad;
		});
	}

	/** With or without a bias and the division of the weights by their spectral norm. */
	public OperationRecord linear(final boolean hasBias, final boolean hasSpectralNorm) {
		return changed(r -> {
			r.bias = hasBias;
			r.spectralNorm = hasSpectralNorm;
		});
	}

	/** With a number: slope, epsilon, what biases begin as, the first number of a slice, the share that is dropped. */
	public OperationRecord value(final double number) {
		return changed(r -> r.value = number);
	}

	/**
	 * With what its parameters begin as.
	 *
	 * @param by a negative one is a fixed standard deviation of weights, a positive one scales He's; the scales of a batch norm
	 * @param biases 0, or for an equalised learning rate what biases are trained as multiples of; {@code by} is then that of the
	 *            weights
	 * @param from empty for He's normal by what goes in; with another law {@code by} is a factor
	 */
	public OperationRecord start(final double by, final double biases, final Optional<Law> from) {
		return changed(r -> {
			r.gain = by;
			r.equalised = biases;
			r.law = from.orElse(null);
		});
	}

	/** With a shape: of an input, or after a reshape, mosaic or slice. */
	public OperationRecord to(final long... shape) {
		return changed(r -> r.to = shape.clone());
	}

	/** False for what a reader makes of text that is no operation. */
	public boolean isWhole() {
		return kind != null && inputs != null;
	}

	public String name() {
		return name;
	}

	public String kind() {
		return kind;
	}

	int[] inputs() {
		return inputs.clone();
	}

	int channels() {
		return channels;
	}

	public int kernel() {
		return kernel;
	}

	public int stride() {
		return stride;
	}

	public int padding() {
		return padding;
	}

	boolean hasBias() {
		return bias;
	}

	boolean hasSpectralNorm() {
		return spectralNorm;
	}

	public double value() {
		return value;
	}

	public double gain() {
		return gain;
	}

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
