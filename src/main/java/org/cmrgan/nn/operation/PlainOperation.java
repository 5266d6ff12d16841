/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** An operation without parameters that the reference computes in Java, image by image. */
public abstract class PlainOperation extends Operation {
	PlainOperation(final OperationRecord record, final int arity) {
		super(record, arity);
	}

	/**
	 * {@return the function of one image}
	 *
	 * @param in the operands' shapes
	 */
	public abstract ImageFunction function(List<long[]> in);

	@Override
	public final INDArray forward(final ReferenceRun run, final INDArray y) {
		final ImageFunction function = function(run);
		final int images = (int) y.size(0);
		final double[][] in = operands(run);
		final double[] out = new double[Math.toIntExact(y.length())];
		for (int i = 0; i < images; i++) Nd4jCalls.join(function.forward(parts(in, i, images)), out, i);
		return Nd4jCalls.put(out, y);
	}

	@Override
	public final void backward(final ReferenceRun run, final INDArray error) {
		final ImageFunction function = function(run);
		final int images = (int) error.size(0);
		final double[][] in = operands(run);
		final double[] e = Nd4jCalls.numbers(error);
		final double[][] out = new double[in.length][];
		final boolean[] wanted = new boolean[in.length];
		for (int k = 0; k < in.length; k++) {
			wanted[k] = run.wants(k);
			out[k] = new double[in[k].length];
		}
		for (int i = 0; i < images; i++) {
			final double[][] of = function.errors(wanted, Nd4jCalls.part(e, i, images), parts(in, i, images));
			for (int k = 0; k < out.length; k++) if (wanted[k]) Nd4jCalls.join(of[k], out[k], i);
		}
		for (int k = 0; k < out.length; k++) if (wanted[k]) run.give(k, Nd4jCalls.put(out[k], run.operand(k).ulike()));
	}

	private ImageFunction function(final ReferenceRun run) {
		final List<long[]> in = new ArrayList<>();
		for (int k = 0; k < arity(); k++) {
			final long[] shape = run.operand(k).shape();
			in.add(Arrays.copyOfRange(shape, 1, shape.length));
		}
		return function(in);
	}

	private double[][] operands(final ReferenceRun run) {
		final double[][] in = new double[arity()][];
		for (int k = 0; k < in.length; k++) in[k] = Nd4jCalls.numbers(run.operand(k));
		return in;
	}

	private static double[][] parts(final double[][] all, final int image, final int images) {
		return Arrays.stream(all).map(numbers -> Nd4jCalls.part(numbers, image, images)).toArray(double[][]::new);
	}
}
