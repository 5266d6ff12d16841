/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.cmrgan.nn.operation.Shapes;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A named part of an {@link Architecture}'s parameter vector. Immutable. */
public final class Parameter {
	/** What training does with a parameter. */
	public enum Role {
		/** Moved by the optimiser and shrunk by weight decay. */
		WEIGHT,
		/** Moved by the optimiser: biases, scales, shifts, slopes. */
		BIAS,
		/** Followed, not learned; its derivative is not part of any gradient norm. */
		STATISTIC
	}

	/** How a parameter begins. */
	public static final class Start {
		private enum Law {
			NORMAL,
			UNIFORM,
			CONSTANT,
			DIRECTION
		}

		private final Law law;
		private final double value;

		private Start(final Law law, final double value) {
			this.law = law;
			this.value = value;
		}

		public static Start normal(final double deviation) {
			return deviation == 0 ? constant(0) : new Start(Law.NORMAL, deviation);
		}

		static Start uniform(final double bound) {
			return new Start(Law.UNIFORM, bound);
		}

		static Start constant(final double value) {
			return new Start(Law.CONSTANT, value);
		}

		static Start direction() {
			return new Start(Law.DIRECTION, 1);
		}

		public boolean isNormal() {
			return law == Law.NORMAL;
		}

		public boolean isUniform() {
			return law == Law.UNIFORM;
		}

		/** A random unit vector that the power iteration then turns. */
		public boolean isDirection() {
			return law == Law.DIRECTION;
		}

		/** Standard deviation, largest absolute value, or the constant. */
		public double value() {
			return value;
		}
	}

	private final String name;
	private final Role role;
	private final int node;
	private final Start start;
	private final double scale;
	private final long offset;
	private final long[] shape;

	private Parameter(final String name, final Role role, final int node, final Start start, final double scale,
			final long offset, final long... shape) {
		this.name = name;
		this.role = role;
		this.node = node;
		this.start = start;
		this.scale = scale;
		this.offset = offset;
		this.shape = shape;
	}

	/**
	 * The parameters that a node needs, in the order W, b, u; gamma, beta, mean, variance; alpha; not placed yet.
	 *
	 * @param index of the node
	 * @param in shape of its operand
	 * @param out shape of its value
	 */
	public static List<Parameter> of(final Node node, final int index, final long[] in, final long... out) {
		final long k = node.kernel();
		switch (node.kind()) {
			case CONVOLUTION :
				return weights(node, index, in[0] * k * k, out[0], out[0], in[0], k, k);
			case DEPTHWISE_CONVOLUTION :
				return weights(node, index, k * k, out[0], out[0], 1, k, k);
			case TRANSPOSED_CONVOLUTION :
				return weights(node, index, in[0] * k * k / (node.stride() * node.stride()), out[0], in[0], out[0], k,
						k);
			case DENSE :
				return weights(node, index, Shapes.product(in), out[0], Shapes.product(in), out[0]);
			case BATCH_NORM :
				return List.of(unplaced(node, index, "gamma", Role.BIAS, Start.constant(node.gain()), out[0]),
						unplaced(node, index, "beta", Role.BIAS, Start.constant(0), out[0]),
						unplaced(node, index, "mean", Role.STATISTIC, Start.constant(0), out[0]),
						unplaced(node, index, "variance", Role.STATISTIC, Start.constant(1), out[0]));
			case PRELU :
				return List.of(unplaced(node, index, "alpha", Role.BIAS, Start.constant(node.value()), out[0]));
			default :
				return List.of();
		}
	}

	private static List<Parameter> weights(final Node node, final int index, final long fanIn, final long biases,
			final long... shape) {
		// Equalised, or at the optimiser's own rate.
		final double equalised = node.gain() / Math.sqrt(fanIn);
		final boolean isEqualised = node.equalised() != 0;
		final boolean isUniform = node.law().filter(law -> law == Node.Law.UNIFORM).isPresent();
		final Start other = start(node, fanIn, biases);
		final List<Parameter> list = new ArrayList<>();
		list.add(new Parameter(node.name() + ".W", Role.WEIGHT, index, isEqualised ? Start.normal(equalised) : other,
				isEqualised ? equalised : 1, -1, shape));
		if (node.hasBias())
			list.add(new Parameter(node.name() + ".b", Role.BIAS, index,
					isUniform ? other : Start.constant(node.value()), isEqualised ? node.equalised() : 1, -1, biases));
		if (node.hasSpectralNorm()) list.add(unplaced(node, index, "u", Role.STATISTIC, Start.direction(), shape[0]));
		return list;
	}

	/** He's normal (2015, arXiv 1502.01852) by what goes in or what comes out, a fixed standard deviation, or PyTorch's. */
	private static Start start(final Node node, final long fanIn, final long channelsOut) {
		if (node.law().isEmpty())
			return Start.normal(node.gain() < 0 ? -node.gain() : node.gain() * Math.sqrt(2.0 / fanIn));
		if (node.law().get() == Node.Law.UNIFORM) return Start.uniform(node.gain() / Math.sqrt(fanIn));
		final long fanOut = channelsOut * Math.max(1, (long) node.kernel() * node.kernel());
		return Start.normal(node.gain() * Math.sqrt(2.0 / fanOut));
	}

	private static Parameter unplaced(final Node node, final int index, final String name, final Role role,
			final Start start, final long... shape) {
		return new Parameter(node.name() + "." + name, role, index, start, 1, -1, shape);
	}

	/** The same, at a place in the parameter vector. */
	public Parameter at(final long place) {
		return new Parameter(name, role, node, start, scale, place, shape);
	}

	/** The node's name, a dot, and W, b, gamma, beta, alpha, mean, variance or u. */
	public String name() {
		return name;
	}

	public Role role() {
		return role;
	}

	/** c-order: [out, in, kernel, kernel] of convolutions, [in, out] of dense operations, [channels] of all else. */
	public long[] shape() {
		return shape.clone();
	}

	/** Where it begins in the parameter vector. */
	public long offset() {
		return offset;
	}

	public long length() {
		return Shapes.product(shape);
	}

	/**
	 * What it is trained as a multiple of: the optimiser moves it as if this number times a stored parameter were what the
	 * network reads, an equalised learning rate (Karras et al. 2018, arXiv 1710.10196). 1 where it moves as it is.
	 */
	public double scale() {
		return scale;
	}

	/** Its place in a flat vector, in its own shape. */
	public INDArray view(final INDArray flat) {
		final INDArray part = flat.reshape(flat.length()).get(NDArrayIndex.interval(offset, offset + length()));
		return part.reshape('c', shape);
	}

	/** Index of the node it belongs to. */
	public int node() {
		return node;
	}

	/** Whether it is the variance that a batch norm follows. */
	public boolean isVariance() {
		return role == Role.STATISTIC && name.endsWith(".variance");
	}

	public Start start() {
		return start;
	}

	@Override
	public String toString() {
		return name + Arrays.toString(shape);
	}
}
