/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** A named part of an network's parameter vector. Immutable. */
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

	/** One that has no place yet. */
	Parameter(final String name, final Role role, final Start start, final double scale, final long... shape) {
		this(name, role, -1, start, scale, -1, shape);
	}

	/** The same, of an operation at an index, at a place in the parameter vector. */
	public Parameter at(final int index, final long place) {
		return new Parameter(name, role, index, start, scale, place, shape);
	}

	/** The operation's name, a dot, and W, b, gamma, beta, alpha, mean, variance or u. */
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

	/** Index of the operation it belongs to. */
	public int operation() {
		return operation;
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
