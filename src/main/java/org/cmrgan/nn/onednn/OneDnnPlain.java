/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.onednn;

import java.util.ArrayList;
import java.util.List;

import org.cmrgan.nn.onednn.OneDnnScript.Value;
import org.cmrgan.nn.operation.ImageFunction;
import org.cmrgan.nn.operation.PlainOperation;

/** An operation that is computed in Java, image by image. */
final class OneDnnPlain extends OneDnnStep {
	private final PlainOperation operation;

	OneDnnPlain(final PlainOperation operation, final int main) {
		super(main, operands(operation));
		this.operation = operation;
	}

	@Override
	boolean needsOperand(final int k) {
		return true;
	}

	private ImageFunction function(final OneDnnPass pass) {
		final List<long[]> in = new ArrayList<>();
		for (int k = 0; k < arity(); k++) in.add(pass.shapeOfImage(input(k)));
		return operation.function(in);
	}

	/** The numbers of the operands for one image, while the script runs. */
	private double[][] numbers(final OneDnnPass pass, final int image, final Value... in) {
		final double[][] numbers = new double[in.length][];
		for (int k = 0; k < in.length; k++) numbers[k] = pass.numbers(in[k], input(k), image);
		return numbers;
	}

	@Override
	void forward(final OneDnnForward pass) {
		final OneDnnScript script = pass.script();
		final ImageFunction function = function(pass);
		final Value[] in = new Value[arity()];
		for (int k = 0; k < in.length; k++) in[k] = pass.floats(pass.value(input(k)), input(k));
		final Value out = pass.floats(main());
		// Addresses are known only when the script runs, and may change between runs.
		script.step(operation.name(), () -> {
			for (int i = 0; i < pass.images(); i++)
				NativeMemory.write(out.memory(), i, function.forward(numbers(pass, i, in)));
		});
		for (final Value v : in) script.drop(v);
		script.reorder("reorder", out.memory(), pass.result(main(), pass.plain(pass.shape(main()))).memory());
		script.drop(out);
	}

	@Override
	void backward(final OneDnnBackward pass, final Value e) {
		final OneDnnScript script = pass.script();
		final ImageFunction function = function(pass);
		final Value[] in = new Value[arity()];
		for (int k = 0; k < in.length; k++) in[k] = pass.floats(pass.value(input(k)), input(k));
		final Value error = pass.floats(e, main());
		final Value[] out = new Value[in.length];
		final boolean[] asked = new boolean[in.length];
		for (int k = 0; k < out.length; k++) {
			asked[k] = pass.wants(input(k));
			if (asked[k]) out[k] = pass.floats(input(k));
		}
		script.step(operation.name() + "'", () -> {
			for (int i = 0; i < pass.images(); i++) {
				final double[][] of = function.errors(asked, pass.numbers(error, main(), i), numbers(pass, i, in));
				for (int k = 0; k < out.length; k++) if (asked[k]) NativeMemory.write(out[k].memory(), i, of[k]);
			}
		});
		for (final Value v : in) script.drop(v);
		script.drop(error);
		script.drop(e);
		for (int k = 0; k < out.length; k++) if (asked[k]) pass.giveNumbers(input(k), out[k]);
	}
}
