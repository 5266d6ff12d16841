/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.Optional;
import java.util.stream.IntStream;

import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.Operation;

/**
 * Operations that oneDNN runs in one pass over memory: a convolution and the activation after it, batch norm and ReLU, nearest
 * upsampling and a 3x3 convolution, or just one operation. Between the forward and the backward pass it keeps what the one leaves
 * for the other.
 */
abstract class OneDnnStep {
	private final int main;
	private final int[] inputs;
	private int last;
	private OneDnn.Activation activation;

	/**
	 * @param main index of the operation that gives the step its parameters
	 * @param inputs indices of the operands
	 */
	OneDnnStep(final int main, final int... inputs) {
		this.main = main;
		this.inputs = inputs;
		last = main;
	}

	static int[] operands(final Operation operation) {
		return IntStream.range(0, operation.arity()).map(operation::input).toArray();
	}

	/** The operation that gives the step its parameters. */
	final int main() {
		return main;
	}

	/** Number of operands. */
	final int arity() {
		return inputs.length;
	}

	/** The operation whose value is an operand. */
	final int input(final int k) {
		return inputs[k];
	}

	/** The operation whose value comes out. */
	final int out() {
		return last;
	}

	/** What is done to each number at the end, where the step takes an activation along. */
	final Optional<OneDnn.Activation> activation() {
		return Optional.ofNullable(activation);
	}

	/** Whether the step can take along the only operation after it. */
	boolean takes(final Operation next) {
		return false;
	}

	/**
	 * Takes along an operation.
	 *
	 * @param index its own
	 */
	final void take(final int index, final Operation next) {
		last = index;
		activation = OneDnn.Activation.of(next);
	}

	final boolean hasActivation() {
		return last != main;
	}

	/** Whether the backward pass reads the value of an operand. */
	boolean needsOperand(final int k) {
		return false;
	}

	/** Whether the backward pass reads the value that comes out. */
	boolean needsResult() {
		return hasActivation();
	}

	/**
	 * Whether several losses in which images count differently can share the way back: no image's error depends on other images,
	 * and gradients by parameters can be taken for each loss.
	 */
	boolean sharesWay() {
		return true;
	}

	/** Writes down its part of the forward pass. */
	abstract void forward(OneDnnForward pass);

	/**
	 * Writes down its part of the backward pass.
	 *
	 * @param e the error at its value, to be dropped or given on
	 */
	abstract void backward(OneDnnBackward pass, Value e);
}
