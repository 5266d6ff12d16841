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
 * One operation of a network: a function of earlier ones that knows its shape, its parameters and its cost, and how ND4J computes
 * it and its derivatives: the reference for whatever is faster. Shapes leave the number of images out: [channels, height, width]
 * for maps, [features] for vectors. Immutable.
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

	/** Unique in the network; the names of its parameters begin with it. */
	public final String name() {
		return record.name();
	}

	/** What an architecture's JSON holds of it. */
	public final OperationRecord record() {
		return record;
	}

	/** Number of operands. */
	public final int arity() {
		return inputs.length;
	}

	/** Index of an operand among the operations; always below this one's own. */
	public final int input(final int k) {
		return inputs[k];
	}

	/**
	 * The shape that comes out.
	 *
	 * @param in the operands' shapes
	 * @throws IllegalArgumentException if they do not suit
	 */
	public abstract long[] shape(List<long[]> in);

	/**
	 * The parameters that it needs, not placed yet.
	 *
	 * @param in shape of the first operand
	 * @param out shape of the value
	 */
	public List<Parameter> parameters(final long[] in, final long... out) {
		return List.of();
	}

	/** Multiplications and additions on one image; those of convolutions and dense operations only. */
	public double flops(final long[] in, final long... out) {
		return 0;
	}

	/** Whether it can work on a batch whose later parts are the first one, moved a little. */
	public boolean worksInParts() {
		return true;
	}

	/**
	 * Computes the value.
	 *
	 * @param y room for it
	 * @return {@code y}
	 */
	public abstract INDArray forward(ReferenceRun run, INDArray y);

	/**
	 * Gives the operands their errors and the parameters their gradients.
	 *
	 * @param error at the value
	 */
	public abstract void backward(ReferenceRun run, INDArray error);

	/** A parameter that moves at the optimiser's own rate. */
	final Parameter parameter(final String what, final Role role, final Start start, final long... shape) {
		return new Parameter(name() + "." + what, role, start, 1, shape);
	}

	/** @throws IllegalArgumentException if the shape is not one of maps */
	public final void requireMaps(final long... in) {
		if (in.length != 3) throw new IllegalArgumentException(name() + " needs maps, not vectors");
	}

	@Override
	public String toString() {
		return name();
	}
}
