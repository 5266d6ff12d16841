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
 * Operations that oneDNN runs in one pass over memory: a convolution and the activation after it, batch norm and ReLU,
 * nearest upsampling and a 3x3 convolution, or a single operation. It keeps what the backward pass needs from the
 * forward pass.
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

	/** The operation whose value is the result. */
	final int out() {
		return last;
	}

	/** The activation that the step includes; applied to each number at the end. */
	final Optional<OneDnn.Activation> activation() {
		return Optional.ofNullable(activation);
	}

	/** True if the step can include the only operation that follows it. */
	boolean takes(final Operation next) {
		return false;
	}

	/**
	 * Includes an operation.
	 *
	 * @param index its index
	 */
	final void take(final int index, final Operation next) {
		last = index;
		activation = OneDnn.Activation.of(next);
	}

	final boolean hasActivation() {
		return last != main;
	}

	/** True if the backward pass reads the value of an operand. */
	boolean needsOperand(final int k) {
		return false;
	}

	/** True if the backward pass reads the result. */
	boolean needsResult() {
		return hasActivation();
	}

	/**
	 * True if several losses with different weights of images can share the backward pass: no image's error depends on
	 * other images, and gradients of the parameters can be computed for each loss.
	 */
	boolean sharesWay() {
		return true;
	}

	/** Records its part of the forward pass. */
	abstract void forward(OneDnnForward pass);

	/**
	 * Records its part of the backward pass.
	 *
	 * @param e the error at its value, which must be dropped or passed on
	 */
	abstract void backward(OneDnnBackward pass, Value e);
}
