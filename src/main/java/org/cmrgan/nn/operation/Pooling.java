/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

/** The maximum or the mean of a window; pixels outside the map are ignored. */
public abstract class Pooling extends Operation {
	private final Window window;

	/** @throws IllegalArgumentException if there is no window */
	Pooling(final OperationRecord record) {
		super(record, 1);
		if (record.kernel() < 1) throw new IllegalArgumentException(record.name() + " has no kernel");
		window = new Window(record);
	}

	/** {@return the window} */
	public final Window window() {
		return window;
	}

	/** ND4J's name. */
	abstract String operation();

	@Override
	public final long[] shape(final List<long[]> in) {
		final long[] maps = in.get(0);
		requireMaps(maps);
		window.requireFits(name(), maps);
		return new long[] { maps[0], window.slid(maps[1]), window.slid(maps[2]) };
	}

	@Override
	public final INDArray forward(final ReferenceRun run, final INDArray y) {
		Nd4jCalls.exec(operation(), Nd4jCalls.arrays(run.operand(0)), Nd4jCalls.arrays(y), window.ofPooling());
		return y;
	}

	@Override
	public final void backward(final ReferenceRun run, final INDArray error) {
		final INDArray x = run.operand(0);
		final INDArray dx = x.ulike();
		Nd4jCalls.exec(operation() + "_bp", Nd4jCalls.arrays(x, error), Nd4jCalls.arrays(dx), window.ofPooling());
		run.give(0, dx);
	}
}
