/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

import org.cmrgan.nn.operation.Parameter.Role;
import org.cmrgan.nn.operation.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One operation of a network: a function of earlier ones. It knows its shape, its parameters, its cost, and how ND4J
 * computes it and its derivatives, as the reference for faster implementations. Shapes leave out the number of images:
 * [channels, height, width] for maps, [features] for vectors. Immutable.
 */
public abstract class Operation {
	private final OperationRecord record;
	private final int[] inputs;

	/**
	 * @param arity number of operands
	 * @throws IllegalArgumentException if the record has another number
	 */
	Operation(final OperationRecord record, final int arity) {
		this.record = record;
		inputs = record.inputs();
		if (inputs.length != arity)
			throw new IllegalArgumentException(record.name() + " has " + inputs.length + " operands, not " + arity);
	}

	/** {@return the name, unique in the network; the names of its parameters begin with it} */
	public final String name() {
		return record.name();
	}

	/** {@return the record in the architecture's JSON} */
	public final OperationRecord record() {
		return record;
	}

	/** {@return the number of operands} */
	public final int arity() {
		return inputs.length;
	}

	/**
	 * {@return the index of an operand among the operations, always below the operation's own}
	 *
	 * @param k which operand, from 0
	 */
	public final int input(final int k) {
		return inputs[k];
	}

	/**
	 * {@return the shape of the value: the first operand's, unless the operation says otherwise}
	 *
	 * @param in the operands' shapes
	 * @throws IllegalArgumentException if they do not fit
	 */
	public long[] shape(final List<long[]> in) {
		return in.get(0);
	}

	/**
	 * {@return the parameters, without a place in the parameter vector yet}
	 *
	 * @param in shape of the first operand
	 * @param out shape of the value
	 */
	public List<Parameter> parameters(final long[] in, final long... out) {
		return List.of();
	}

	/**
	 * {@return the multiplications and additions for one image; 0 for all but convolutions and dense operations}
	 *
	 * @param in shape of the first operand
	 * @param out shape of the value
	 */
	public double flops(final long[] in, final long... out) {
		return 0;
	}

	/** {@return true if it works on a batch whose later parts are small displacements of the first} */
	public boolean worksInParts() {
		return true;
	}

	/**
	 * Computes the value.
	 *
	 * @param run the forward pass
	 * @param y filled with the value
	 * @return {@code y}
	 */
	public abstract INDArray forward(ReferenceRun run, INDArray y);

	/**
	 * Passes the error on to the operands, and computes the gradients of the parameters.
	 *
	 * @param run the backward pass
	 * @param error at the value
	 */
	public abstract void backward(ReferenceRun run, INDArray error);

	/** A parameter without an equalised learning rate. */
	final Parameter parameter(final String what, final Role role, final Start start, final long... shape) {
		return new Parameter(name() + "." + what, role, start, 1, shape);
	}

	/**
	 * Checks that a shape is one of maps.
	 *
	 * @param in a shape
	 * @throws IllegalArgumentException if the shape is not one of maps
	 */
	public final void requireMaps(final long... in) {
		if (in.length != 3) throw new IllegalArgumentException(name() + " needs maps, not vectors");
	}

	/** The shape of maps of twice the size. */
	final long[] doubled(final long... maps) {
		requireMaps(maps);
		return new long[] { maps[0], 2 * maps[1], 2 * maps[2] };
	}

	@Override
	public String toString() {
		return name();
	}
}
