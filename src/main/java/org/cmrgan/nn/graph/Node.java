/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.cmrgan.nn.operation.Shapes;

/**
 * One operation of an {@link Architecture}: a function of earlier ones. Shapes leave the number of images out: [channels,
 * height, width] for maps, [features] for vectors. Immutable; its fields are what an architecture's JSON holds.
 */
public final class Node {
	/** What a node computes. */
	public enum Kind {
		INPUT,
		CONVOLUTION,
		DEPTHWISE_CONVOLUTION,
		TRANSPOSED_CONVOLUTION,
		DENSE,
		BATCH_NORM,
		RELU,
		LEAKY_RELU,
		PRELU,
		TANH,
		ADD,
		MAX_POOL,
		AVERAGE_POOL,
		GLOBAL_AVERAGE_POOL,
		UPSAMPLE,
		RESHAPE,
		WARP,
		MIXING,
		MOSAIC,
		SLICE,
		CONCATENATION,
		UNIT_MEAN_SQUARE,
		CHANNEL_FACTORS,
		BILINEAR_UPSAMPLE,
		MINIBATCH_DEVIATION,
		DROPOUT
	}

	/** What the first weights of a convolution or dense operation are drawn from, where not from He's normal by what goes in. */
	enum Law {
		/** He's normal by what comes out: N(0, 2 / (channels out · kernel²)). */
		FAN_OUT,
		/** Weights and biases uniform within 1 / √(numbers that go into one output), as PyTorch begins. */
		UNIFORM
	}

	private final String name;
	private final Kind kind;
	private final int[] inputs;
	private final int channels;
	private final int kernel;
	private final int stride;
	private final int padding;
	private final boolean bias;
	private final boolean spectralNorm;
	private final double value;
	private final double gain;
	private final double equalised;
	/** Null for He's normal by what goes in, as in architectures that were written before there were others. */
	private final Law law;
	private final long[] to;

	/**
	 * @param inputs indices of the operands among the nodes
	 * @param channels that come out of a convolution or dense operation
	 * @param value slope, epsilon, what biases begin as, the first number of a slice, share that is dropped
	 * @param gain how weights begin: a negative one is a fixed standard deviation, a positive one scales He's; the scales of
	 *            a batch norm
	 * @param equalised 0, or for an equalised learning rate what biases are trained as multiples of; {@code gain} is then that
	 *            of the weights
	 * @param to the shape of an input, or after a reshape, mosaic or slice
	 */
	public Node(final String name, final Kind kind, final int[] inputs, final int channels, final int kernel,
			final int stride, final int padding, final boolean bias, final boolean spectralNorm, final double value,
			final double gain, final double equalised, final long[] to) {
		this(name, kind, inputs, channels, kernel, stride, padding, bias, spectralNorm, value, gain, equalised, null,
				to);
	}

	private Node(final String name, final Kind kind, final int[] inputs, final int channels, final int kernel,
			final int stride, final int padding, final boolean bias, final boolean spectralNorm, final double value,
			final double gain, final double equalised, final Law law, final long[] to) {
		this.name = name;
		this.kind = kind;
		this.inputs = inputs;
		this.channels = channels;
		this.kernel = kernel;
		this.stride = stride;
		this.padding = padding;
		this.bias = bias;
		this.spectralNorm = spectralNorm;
		this.value = value;
		this.gain = gain;
		this.equalised = equalised;
		this.law = law;
		this.to = to;
	}

	/** One whose parameters move at the optimiser's own rate. */
	public Node(final String name, final Kind kind, final int[] inputs, final int channels, final int kernel,
			final int stride, final int padding, final boolean bias, final boolean spectralNorm, final double value,
			final double gain, final long... to) {
		this(name, kind, inputs, channels, kernel, stride, padding, bias, spectralNorm, value, gain, 0, to);
	}

	/** The same operation whose weights begin otherwise; {@code gain} is a factor then. */
	Node starting(final Law by) {
		return new Node(name, kind, inputs, channels, kernel, stride, padding, bias, spectralNorm, value, gain,
				equalised, by, to);
	}

	public static Node input(final long... shape) {
		return new Node("input", Kind.INPUT, new int[0], 0, 0, 1, 0, false, false, 0, 0, shape);
	}

	/** Unique in the network; the names of its parameters begin with it. */
	public String name() {
		return name;
	}

	public Kind kind() {
		return kind;
	}

	/** Number of operands. */
	public int arity() {
		return inputs.length;
	}

	/** Index of an operand among the nodes; always below this node's own. */
	public int input(final int i) {
		return inputs[i];
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

	public boolean hasBias() {
		return bias;
	}

	public boolean hasSpectralNorm() {
		return spectralNorm;
	}

	/** The slope of a LeakyReLU, the epsilon of a batch norm, what biases begin as, the share that dropout drops. */
	public double value() {
		return value;
	}

	/** How its scales or weights begin, see the constructor. */
	double gain() {
		return gain;
	}

	/** What biases are trained as multiples of where the learning rate is equalised; 0 where it is not. */
	double equalised() {
		return equalised;
	}

	/** The first number of a slice. */
	public int first() {
		return (int) value;
	}

	/** How its weights begin, if not as He's normal by what goes in. */
	Optional<Law> law() {
		return Optional.ofNullable(law);
	}

	/** False for what Gson makes of text that is no node. */
	boolean isWhole() {
		return kind != null && inputs != null;
	}

	/**
	 * The shape that comes out.
	 *
	 * @param in the operands' shapes
	 * @throws IllegalArgumentException if they do not suit
	 */
	public long[] shape(final List<long[]> in) {
		if (kind == Kind.INPUT) return to;
		final long[] first = in.get(0);
		switch (kind) {
			case CONVOLUTION :
			case DEPTHWISE_CONVOLUTION :
			case MAX_POOL :
			case AVERAGE_POOL :
				requireMaps(first);
				return new long[] { kind == Kind.CONVOLUTION ? channels : first[0], slid(first[1]), slid(first[2]) };
			case TRANSPOSED_CONVOLUTION :
				requireChannels(first);
				return new long[] { channels, spread(first[1]), spread(first[2]) };
			case DENSE :
				return new long[] { channels };
			case UPSAMPLE :
			case BILINEAR_UPSAMPLE :
				requireMaps(first);
				return new long[] { first[0], 2 * first[1], 2 * first[2] };
			case GLOBAL_AVERAGE_POOL :
				requireMaps(first);
				return new long[] { first[0] };
			case RESHAPE :
				if (Shapes.product(first) != Shapes.product(to))
					throw new IllegalArgumentException(
							name + ": " + Arrays.toString(first) + " has no shape " + Arrays.toString(to));
				return to;
			case MIXING :
				requireMaps(first);
				return first;
			case MOSAIC :
				requireMaps(first);
				if (first[0] != Shapes.product(to))
					throw new IllegalArgumentException(
							name + ": images of " + first[0] + " numbers have no shape " + Arrays.toString(to));
				return to;
			case ADD :
				for (final long[] other : in)
					if (!Arrays.equals(first, other))
						throw new IllegalArgumentException(
								name + " adds " + Arrays.toString(first) + " and " + Arrays.toString(other));
				return first;
			case SLICE :
				if (first.length != 1 || first() < 0 || first() + Shapes.product(to) > first[0])
					throw new IllegalArgumentException(name + ": " + Arrays.toString(first) + " has no numbers from "
							+ first() + " on of shape " + Arrays.toString(to));
				return to;
			case CONCATENATION :
				if (first.length != 1 || in.get(1).length != 1)
					throw new IllegalArgumentException(name + " needs vectors");
				return new long[] { first[0] + in.get(1)[0] };
			case CHANNEL_FACTORS :
				requireMaps(first);
				if (in.get(1).length != 1 || in.get(1)[0] != first[0])
					throw new IllegalArgumentException(name + ": " + Arrays.toString(in.get(1))
							+ " is no factor for each channel of " + Arrays.toString(first));
				return first;
			case MINIBATCH_DEVIATION :
				requireMaps(first);
				return new long[] { first[0] + 1, first[1], first[2] };
			case WARP :
				requireMaps(first);
				final long[] controls = in.get(1);
				if (controls.length != 3 || controls[0] != 2 || controls[1] != controls[2] || controls[1] < 4)
					throw new IllegalArgumentException(name + ": " + Arrays.toString(controls)
							+ " are no controls [2, g, g] with g of at least 4");
				return first;
			default :
				return first;
		}
	}

	private void requireChannels(final long... in) {
		if (in.length != 3) throw new IllegalArgumentException(name + " needs maps, not vectors");
	}

	void requireMaps(final long... in) {
		requireChannels(in);
		if (Math.min(in[1], in[2]) + 2 * padding < kernel)
			throw new IllegalArgumentException(
					name + ": the map of " + in[1] + "x" + in[2] + " is smaller than the kernel");
	}

	private long slid(final long in) {
		return (in + 2L * padding - kernel) / stride + 1;
	}

	private long spread(final long in) {
		return (in - 1) * stride + kernel - 2L * padding;
	}

	/** Multiplications and additions on one image; those of convolutions and dense operations only. */
	double flops(final long[] in, final long... out) {
		switch (kind) {
			case DENSE :
				return 2.0 * in[0] * out[0];
			case CONVOLUTION :
				return 2.0 * Shapes.product(out) * in[0] * kernel * kernel;
			case TRANSPOSED_CONVOLUTION :
				return 2.0 * Shapes.product(in) * out[0] * kernel * kernel;
			case DEPTHWISE_CONVOLUTION :
				return 2.0 * Shapes.product(out) * kernel * kernel;
			default :
				return 0;
		}
	}

	@Override
	public String toString() {
		return name;
	}
}
