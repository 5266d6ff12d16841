/*
 * Copyright (c) 2026, CMR GAN developers
 * SPDX-License-Identifier: BSD-2-Clause
 */
package org.cmrgan.nn.operation;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.cmrgan.nn.operation.Parameter.Role;
import org.cmrgan.nn.operation.Parameter.Start;
import org.nd4j.linalg.api.ndarray.INDArray;

/** A convolution or dense operation: weights times input, plus a bias. */
public abstract class LinearOperation extends Operation {
	/** The weights of a forward pass, divided by their spectral norm if there is one. */
	private static final class Weights implements AutoCloseable {
		private final INDArray used;
		private final Optional<SpectralNorm> norm;

		private Weights(final INDArray used, final Optional<SpectralNorm> norm) {
			this.used = used;
			this.norm = norm;
		}

		@Override
		public void close() {
			// Without a norm, they are a view of the parameters and are not closed.
			if (norm.isPresent()) used.close();
		}
	}

	LinearOperation(final OperationRecord record) {
		super(record, 1);
	}

	/** {@return true if there is a bias for each output channel: parameter "b", after the weights "W"} */
	public final boolean hasBias() {
		return record().hasBias();
	}

	/**
	 * {@return true if the weights are divided by their spectral norm; its direction is parameter "u", the last one}
	 */
	public final boolean hasSpectralNorm() {
		return record().hasSpectralNorm();
	}

	@Override
	public final boolean worksInParts() {
		return !hasSpectralNorm();
	}

	/**
	 * W, b, u.
	 *
	 * @param fanIn numbers that enter one output
	 * @param out number of output channels
	 * @param shape of W
	 */
	final List<Parameter> weights(final long fanIn, final long out, final long... shape) {
		final OperationRecord r = record();
		// With an equalised learning rate, or without.
		final double equalised = r.gain() / Math.sqrt(fanIn);
		final boolean isEqualised = r.equalised() != 0;
		final boolean isUniform = r.law().filter(law -> law == OperationRecord.Law.UNIFORM).isPresent();
		final Start other = start(fanIn, out);
		final List<Parameter> list = new ArrayList<>();
		list.add(new Parameter(name() + ".W", Role.WEIGHT, isEqualised ? Start.normal(equalised) : other,
				isEqualised ? equalised : 1, shape));
		if (hasBias())
			list.add(new Parameter(name() + ".b", Role.BIAS, isUniform ? other : Start.constant(r.value()),
					isEqualised ? r.equalised() : 1, out));
		if (hasSpectralNorm()) list.add(parameter("u", Role.STATISTIC, Start.direction(), shape[0]));
		return list;
	}

	/**
	 * He's normal distribution (2015, arXiv 1502.01852) by fan-in or fan-out, a fixed standard deviation, or PyTorch's
	 * distribution.
	 */
	private Start start(final long fanIn, final long out) {
		final OperationRecord r = record();
		if (r.law().isEmpty()) return Start.normal(r.gain() < 0 ? -r.gain() : r.gain() * Math.sqrt(2.0 / fanIn));
		if (r.law().get() == OperationRecord.Law.UNIFORM) return Start.uniform(r.gain() / Math.sqrt(fanIn));
		final long fanOut = out * Math.max(1, (long) r.kernel() * r.kernel());
		return Start.normal(r.gain() * Math.sqrt(2.0 / fanOut));
	}

	/** y = W x. */
	abstract void multiply(INDArray x, INDArray w, INDArray y);

	/** The errors at x and W from the error at y. */
	abstract void multiplyBack(INDArray x, INDArray w, INDArray e, INDArray dx, INDArray dw);

	@Override
	public final INDArray forward(final ReferenceRun run, final INDArray y) {
		final Weights w = weights(run);
		if (run.isTraining()) run.keep(w);
		multiply(run.operand(0), w.used, y);
		return hasBias() ? y.addi(Nd4jCalls.alongChannels(run.parameter("b"), y.rank())) : y;
	}

	private Weights weights(final ReferenceRun run) {
		final INDArray w = run.parameter("W");
		if (!hasSpectralNorm()) return new Weights(w, Optional.empty());
		final SpectralNorm norm = SpectralNorm.of(w, run.parameter("u"));
		return new Weights(w.div(norm.sigma()), Optional.of(norm));
	}

	@Override
	public final void backward(final ReferenceRun run, final INDArray error) {
		final Weights w = run.kept(Weights.class);
		final INDArray x = run.operand(0);
		final INDArray dx = x.ulike();
		try (INDArray dw = w.used.ulike()) {
			multiplyBack(x, w.used, error, dx, dw);
			if (run.wantsParameters()) giveGradients(run, w, dw, error);
		}
		run.give(0, dx);
	}

	private void giveGradients(final ReferenceRun run, final Weights w, final INDArray dw, final INDArray e) {
		if (hasBias()) run.gradient("b").assign(e.sum(Nd4jCalls.reduced(e)));
		run.gradient("W").assign(dw);
		if (w.norm.isEmpty()) return;
		w.norm.get().backward(run.gradient("W"), run.parameter("W"));
		final INDArray turned = run.gradient("u");
		w.norm.get().direct(turned);
		run.parameter("u").subi(turned, turned);
	}
}
