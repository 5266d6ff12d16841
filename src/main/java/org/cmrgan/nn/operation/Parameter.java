/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A named part of a network's parameter vector. Immutable. */
public final class Parameter {
	/** How training treats a parameter. */
	public enum Role {
		/** Moved by the optimiser and shrunk by weight decay. */
		WEIGHT,
		/** Moved by the optimiser: biases, scales, shifts, slopes. */
		BIAS,
		/** Followed, not learned; its derivative is not part of any gradient norm. */
		STATISTIC
	}

	/** The initialisation of a parameter. */
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

		static Start normal(final double deviation) {
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

		/** {@return true for a normal distribution} */
		public boolean isNormal() {
			return law == Law.NORMAL;
		}

		/** {@return true for a uniform distribution} */
		public boolean isUniform() {
			return law == Law.UNIFORM;
		}

		/** {@return true for a random unit vector, which the power iteration then rotates} */
		public boolean isDirection() {
			return law == Law.DIRECTION;
		}

		/** {@return the standard deviation, the largest absolute value, or the constant} */
		public double value() {
			return value;
		}
	}

	private final String name;
	private final Role role;
	private final int operation;
	private final Start start;
	private final double scale;
	private final long offset;
	private final long[] shape;

	private Parameter(final String name, final Role role, final int operation, final Start start, final double scale,
			final long offset, final long... shape) {
		this.name = name;
		this.role = role;
		this.operation = operation;
		this.start = start;
		this.scale = scale;
		this.offset = offset;
		this.shape = shape;
	}

	/** A parameter that has no place yet. */
	Parameter(final String name, final Role role, final Start start, final double scale, final long... shape) {
		this(name, role, -1, start, scale, -1, shape);
	}

	/**
	 * {@return this parameter at a place in the parameter vector}
	 *
	 * @param index of its operation
	 * @param place in the parameter vector
	 */
	public Parameter at(final int index, final long place) {
		return new Parameter(name, role, index, start, scale, place, shape);
	}

	/** {@return the name: that of the operation, a dot, and W, b, gamma, beta, alpha, mean, variance or u} */
	public String name() {
		return name;
	}

	/** {@return how training treats it} */
	public Role role() {
		return role;
	}

	/**
	 * {@return the shape, c-order: [out, in, kernel, kernel] for convolutions, [in, out] for dense operations,
	 * [channels] for all else}
	 */
	public long[] shape() {
		return shape.clone();
	}

	/** {@return the index of its first number in the parameter vector} */
	public long offset() {
		return offset;
	}

	/** {@return how many numbers it has} */
	public long length() {
		return Shapes.product(shape);
	}

	/**
	 * {@return the scale of an equalised learning rate (Karras et al. 2018, arXiv 1710.10196): the network reads this
	 * number times a stored parameter, and the optimiser moves the stored one. Otherwise 1}
	 */
	public double scale() {
		return scale;
	}

	/**
	 * {@return a view of this parameter in a flat vector, in its own shape}
	 *
	 * @param flat in the order of the parameter vector
	 */
	public INDArray view(final INDArray flat) {
		final INDArray part = flat.reshape(flat.length()).get(NDArrayIndex.interval(offset, offset + length()));
		return part.reshape('c', shape);
	}

	/** {@return the index of its operation} */
	public int operation() {
		return operation;
	}

	/** {@return true for the running variance of a batch norm} */
	public boolean isVariance() {
		return role == Role.STATISTIC && name.endsWith(".variance");
	}

	/** {@return how it is initialised} */
	public Start start() {
		return start;
	}

	@Override
	public String toString() {
		return name + Arrays.toString(shape);
	}
}
